import NIOPosix
import Synchronization

/// Threads for calls that wait for the disk or reckon, so that none of those that serve connections
/// does.
struct WorkPool: Sendable {
  /// Long calls that may wait for their turn; more are refused.
  private static let greatestQueue = 16

  private let threads = NIOThreadPool(numberOfThreads: 4)
  /// Long calls have threads of their own: pans and edits never wait for an inference.
  private let heavyThreads = NIOThreadPool(numberOfThreads: 2)
  private let heavyCount = HeavyCount()

  private final class HeavyCount: Sendable {
    let value = Mutex(0)
  }

  init() {
    threads.start()
    heavyThreads.start()
  }

  /// Runs a call on one of the threads.
  func run<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
    try await threads.runIfActive(body)
  }

  /// Runs a long call, when its turn comes.
  ///
  /// - Throws: ``Refusal``, 429, where too many wait; what the call throws.
  func runHeavy<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
    try heavyCount.value.withLock { count throws(Refusal) in
      guard count < Self.greatestQueue else {
        throw .tooMany("\(count) long calls are waiting", after: 2)
      }
      count += 1
    }
    defer { heavyCount.value.withLock { $0 -= 1 } }
    return try await heavyThreads.runIfActive(body)
  }

  /// Ends the threads, once their calls are done.
  func shutdown() async throws {
    try await threads.shutdownGracefully()
    try await heavyThreads.shutdownGracefully()
  }
}
