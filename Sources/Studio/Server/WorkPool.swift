import NIOPosix

/// Threads for calls that wait for the disk, so that none of those that serve connections does.
struct WorkPool: Sendable {
  private let threads: NIOThreadPool

  init() {
    threads = NIOThreadPool(numberOfThreads: 4)
    threads.start()
  }

  /// Runs a call on one of the threads.
  func run<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
    try await threads.runIfActive(body)
  }

  /// Ends the threads, once their calls are done.
  func shutdown() async throws { try await threads.shutdownGracefully() }
}
