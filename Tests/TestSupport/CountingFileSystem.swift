public import Feeds
import Synchronization

/// The file system of the machine, that counts what is read.
public final class CountingFileSystem: ForwardingFileSystem {
  public let base: any FileSystem = SystemFileSystem()
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
}
