/// What a backup may hold before it is taken for a bomb and refused.
public struct BackupLimits: Hashable, Sendable {
  /// Sum of the sizes of all entries, unpacked, in bytes.
  public let unpackedBytes: Int
  /// Number of entries, folders included.
  public let entries: Int

  /// Wide enough for any Emoncms: ten years at ten seconds are 126 MB a feed.
  ///
  /// - Parameters:
  ///   - unpackedBytes: Sum of the sizes of all entries, unpacked; 64 GiB unless told.
  ///   - entries: Number of entries; 200 000 unless told.
  public init(unpackedBytes: Int = 64 << 30, entries: Int = 200_000) {
    self.unpackedBytes = min(max(0, unpackedBytes), 1 << 50)
    self.entries = min(max(0, entries), 1 << 40)
  }
}

/// Called while a backup is read, with the bytes read so far and the bytes there are (of the
/// archive as it is on the disk, compressed).
public typealias BackupProgress = (_ done: Int, _ total: Int) -> Void

/// A file or folder of a backup.
public struct BackupEntry: Hashable, Sendable {
  /// The path as the backup gives it.
  public let path: String
  /// The names on that path, without `.` and empty ones; the last is the entry's own.
  public let components: [String]
  /// Whether it is a folder; else it is a regular file, for nothing else is let through.
  public let isFolder: Bool

  init(path: String, isFolder: Bool) {
    self.path = path
    self.components = path.split(separator: "/").lazy.filter { $0 != "." }.map(String.init)
    self.isFolder = isFolder
  }
}

/// The entries of a backup, one after the other, whether it is an archive or a folder.
protocol EntryReader: AnyObject {
  /// Moves to the next entry, passing what was not read of this one; nil after the last.
  func next() throws(BackupError) -> BackupEntry?
  /// Reads on in the current entry; returns 0 at its end and only there.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(BackupError) -> Int
  /// What was passed over, and why, as in "phpfina is a link".
  var passedOver: [String] { get }
}
