/// A file system that hands every call on to another, but for those that it does otherwise itself.
public protocol ForwardingFileSystem: FileSystem {
  /// What calls are handed on to.
  var base: any FileSystem { get }
}

extension ForwardingFileSystem {
  public func open(_ path: String, for access: FileAccess) throws(FeedError) -> OpenFile {
    try base.open(path, for: access)
  }

  public func close(_ file: OpenFile) { base.close(file) }

  public func size(of file: OpenFile) throws(FeedError) -> Int { try base.size(of: file) }

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
