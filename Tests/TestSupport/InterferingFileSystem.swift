public import Feeds
import Synchronization

/// The file system of the machine, at whose n-th question for a file's size another program acts first.
public final class InterferingFileSystem: FileSystem {
  private let base = SystemFileSystem()
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

  public func open(_ path: String, for access: FileAccess) throws(FeedError) -> OpenFile {
    try base.open(path, for: access)
  }

  public func close(_ file: OpenFile) { base.close(file) }

  public func read(
    _ file: OpenFile, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(FeedError) -> Int {
    try base.read(file, at: offset, into: buffer)
  }

  public func write(
    _ file: OpenFile, at offset: Int, from buffer: UnsafeRawBufferPointer
  ) throws(FeedError) {
    try base.write(file, at: offset, from: buffer)
  }

  public func synchronize(_ file: OpenFile) throws(FeedError) { try base.synchronize(file) }

  public func rename(_ path: String, to destination: String) throws(FeedError) {
    try base.rename(path, to: destination)
  }

  public func remove(_ path: String) throws(FeedError) { try base.remove(path) }

  public func synchronizeFolder(_ path: String) throws(FeedError) {
    try base.synchronizeFolder(path)
  }
}
