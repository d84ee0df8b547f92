/// How a file is opened.
public enum FileAccess: Sendable, Hashable {
  /// For reading; the file must exist.
  case read
  /// For reading and writing in place; the file must exist.
  case update
  /// For writing a file that must not exist yet, with these permission bits.
  case create(mode: UInt32)
}

/// An open file of a ``FileSystem``.
public struct OpenFile: Hashable, Sendable {
  /// The descriptor, of meaning to the file system that gave it.
  public let descriptor: Int32
  /// The path it was opened by, for errors.
  public let path: String

  /// - Parameters:
  ///   - descriptor: The descriptor.
  ///   - path: The path it was opened by.
  public init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }
}

/// The few calls that Retouche makes of a file system to read and write feeds.
///
/// They stand behind a protocol so that a test can make the n-th of them fail, or end the program
/// there, and show that a feed is then as it was before or as it is after. All throw ``FeedError``.
public protocol FileSystem: Sendable {
  func open(_ path: String, for access: FileAccess) throws(FeedError) -> OpenFile
  func close(_ file: OpenFile)
  /// Size in bytes.
  func size(of file: OpenFile) throws(FeedError) -> Int
  /// Reads into the whole buffer from a byte offset; returns fewer bytes only at the file's end.
  func read(
    _ file: OpenFile, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(FeedError) -> Int
  /// Writes the whole buffer at a byte offset, in place.
  func write(
    _ file: OpenFile, at offset: Int, from buffer: UnsafeRawBufferPointer
  ) throws(FeedError)
  /// Returns once the file's content is on the disk.
  func synchronize(_ file: OpenFile) throws(FeedError)
  /// Gives a file its final name, which must be free: code `exists` where it is not.
  func rename(_ path: String, to destination: String) throws(FeedError)
  /// Removes a file; one that is not there is no error.
  func remove(_ path: String) throws(FeedError)
  /// Returns once the names in a folder are on the disk.
  func synchronizeFolder(_ path: String) throws(FeedError)
}
