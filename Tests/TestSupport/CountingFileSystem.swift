public import Feeds
import Synchronization

/// The file system of the machine, that counts what is read.
public final class CountingFileSystem: FileSystem {
  private let base = SystemFileSystem()
  private let count = Mutex(0)

  public init() {}

  /// Bytes read since the start, or since ``reset()``.
  public var bytesRead: Int { count.withLock { $0 } }

  /// Counts from 0 again.
  public func reset() { count.withLock { $0 = 0 } }

  public func read(
    _ file: OpenFile, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(FeedError) -> Int {
    let read = try base.read(file, at: offset, into: buffer)
    count.withLock { $0 += read }
    return read
  }

  public func open(_ path: String, for access: FileAccess) throws(FeedError) -> OpenFile {
    try base.open(path, for: access)
  }

  public func close(_ file: OpenFile) { base.close(file) }

  public func size(of file: OpenFile) throws(FeedError) -> Int { try base.size(of: file) }

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
