import Synchronization

/// How often a client may ask: a bucket for each address, which fills steadily and empties by one a
/// request.
struct RateLimit: Sendable {
  private struct Bucket {
    var level: Double
    var time: ContinuousClock.Instant
  }

  /// Addresses that are remembered; those whose buckets are full may be forgotten.
  private static let greatestCount = 1024

  private final class Buckets: Sendable {
    let value = Mutex<[String: Bucket]>([:])
  }

  private let perSecond: Double
  private let burst: Double
  private let buckets = Buckets()

  /// - Parameters:
  ///   - perSecond: Requests a second that a client may keep up.
  ///   - burst: Requests that it may make at once.
  init(perSecond: Double, burst: Double) {
    self.perSecond = perSecond
    self.burst = burst
  }

  /// Counts a request.
  ///
  /// - Parameters:
  ///   - client: Its address.
  ///   - now: The present.
  /// - Returns: nil where it may be done; else the seconds to wait, at least 1.
  func take(_ client: String, now: ContinuousClock.Instant = .now) -> Int? {
    buckets.value.withLock { buckets in
      var bucket = level(buckets[client], now)
      guard bucket.level >= 1 else {
        buckets[client] = bucket
        return max(1, Int(((1 - bucket.level) / perSecond).rounded(.up)))
      }
      bucket.level -= 1
      if buckets.count >= Self.greatestCount, buckets[client] == nil {
        buckets = buckets.filter { level($0.value, now).level < burst }
        // Whoever comes under so many names gets no bucket of its own.
        guard buckets.count < Self.greatestCount else { return 1 }
      }
      buckets[client] = bucket
      return nil
    }
  }

  private func level(_ bucket: Bucket?, _ now: ContinuousClock.Instant) -> Bucket {
    guard let bucket else { return Bucket(level: burst, time: now) }
    let elapsed = (now - bucket.time) / .seconds(1)
    return Bucket(level: min(burst, bucket.level + max(0, elapsed) * perSecond), time: now)
  }
}
