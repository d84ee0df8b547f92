public import Feeds
import Synchronization

/// The file system of the machine, at whose n-th question for a file's size another program acts first.
public final class InterferingFileSystem: ForwardingFileSystem {
  public let base: any FileSystem = SystemFileSystem()
  private let call: Int
  private let path: String
  private let act: @Sendable () -> Void
  private let calls = Mutex(0)

  /// - Parameters:
  ///   - path: The file asked about.
  ///   - call: The number of the question, from 1.
  ///   - act: What the other program does.
  public init(at path: String, call: Int, act: @escaping @Sendable () -> Void) {
    self.path = path
    self.call = call
    self.act = act
  }

  /// How often the size of the file was asked for.
  public var questions: Int { calls.withLock { $0 } }

  public func size(of file: OpenFile) throws(FeedError) -> Int {
    if file.path == path {
      let number = calls.withLock { calls in
        calls += 1
        return calls
      }
      if number == call { act() }
    }
    return try base.size(of: file)
  }
}
