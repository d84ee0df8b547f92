import Foundation
import Inference

extension CircuitSeries {
  /// The same circuit where only the supply is measured.
  var supplyAlone: CircuitSeries {
    CircuitSeries(start: start, interval: interval, supply: supply)
  }

  /// Every feed changed in the same way.
  private func mapFeeds(
    start: Int, interval: Int, _ change: ([Float]) -> [Float]
  ) -> CircuitSeries {
    CircuitSeries(
      start: start, interval: interval, supply: change(supply), return: `return`.map(change),
      indoor: indoor.map(change), outdoor: outdoor.map(change),
      plantRoom: plantRoom.map(change))
  }

  /// Some of the samples.
  func excerpt(_ samples: Range<Int>) -> CircuitSeries {
    var excerpt = mapFeeds(start: start + samples.lowerBound * interval, interval: interval) {
      Array($0[samples])
    }
    excerpt.hand = hand.map { Array($0[samples]) }
    return excerpt
  }

  /// Means of the values there are over a longer interval, from its first multiple on.
  func averaged(to interval: Int) -> CircuitSeries {
    let skipped = (interval - start % interval) % interval / self.interval
    let length = interval / self.interval
    return mapFeeds(start: start + skipped * self.interval, interval: interval) { values in
      stride(from: skipped, to: values.count - length + 1, by: length).map { first in
        let known = values[first..<first + length].filter { !$0.isNaN }
        return known.isEmpty ? .nan : known.reduce(0, +) / Float(known.count)
      }
    }
  }

  /// Straight lines between the samples, read at a shorter interval by sensors with white noise.
  ///
  /// - Parameters:
  ///   - interval: Seconds, a divisor of the series' interval.
  ///   - noise: Standard deviation, K.
  ///   - seed: From which the noise follows.
  /// - Returns: The finer series.
  func interpolated(to interval: Int, noise: Float, seed: UInt64) -> CircuitSeries {
    var random = SplitMix64(seed: seed)
    let steps = self.interval / interval
    return mapFeeds(start: start, interval: interval) { values in
      var result: [Float] = []
      result.reserveCapacity(values.count * steps)
      for (value, next) in zip(values, values.dropFirst()) {
        for step in 0..<steps {
          let slope = step == 0 ? 0 : (next - value) * Float(step) / Float(steps)
          result.append(value + slope + noise * random.normal())
        }
      }
      if let last = values.last { result.append(last + noise * random.normal()) }
      return result
    }
  }
}

extension Truth {
  /// The state of most of each interval; unknown where the half of it or more is.
  ///
  /// - Parameters:
  ///   - start: Start of the first interval, Unix seconds.
  ///   - interval: Seconds, a multiple of 60.
  ///   - count: How many intervals.
  /// - Returns: The truth on that grid.
  func mostly(start: Int, interval: Int, count: Int) -> Truth {
    let length = interval / 60
    let fine = sampled(start: start, interval: 60, count: count * length)
    let states = (0..<count).map { block -> HeatState in
      let states = fine[block * length..<(block + 1) * length]
      let on = states.count { $0 == .on }
      let off = states.count { $0 == .off }
      return 2 * (on + off) <= length ? .unknown : on > off ? .on : .off
    }
    return Truth(start: start, interval: interval, states: states)
  }
}

/// A generator of random numbers that are the same on every run.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A draw from the standard normal distribution (Box and Muller).
  mutating func normal() -> Float {
    let radius = (-2 * log(Double.random(in: Double.leastNonzeroMagnitude..<1, using: &self)))
      .squareRoot()
    return Float(radius * cos(2 * .pi * Double.random(in: 0..<1, using: &self)))
  }
}
