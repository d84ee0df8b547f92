public import Feeds
import Glibc

/// An Emoncms backup, read without importing it anywhere.
public enum Backup {
  /// Copies the PHPFina feeds of a backup into a new folder, which appears whole or not at all.
  ///
  /// - Parameters:
  ///   - path: An archive or a folder; it is never changed.
  ///   - destination: The folder to make, whose parent exists; nothing may be there but an empty
  ///     folder. `<id>.meta` and `<id>.dat` lie directly in it.
  ///   - limits: What the backup may hold.
  ///   - fileSystem: The calls that write.
  ///   - progress: Told of the bytes read of the backup.
  /// - Returns: The feeds and what there is to say of them.
  /// - Throws: ``BackupError``; the destination is then as it was.
  public static func extract(
    _ path: String, into destination: String, limits: BackupLimits = BackupLimits(),
    fileSystem: any FileSystem = SystemFileSystem(), progress: BackupProgress? = nil
  ) throws(BackupError) -> BackupContent {
    let staged = try stage(
      path, for: destination, limits: limits, fileSystem: fileSystem, progress: progress)
    try staged.commit()
    return staged.content
  }

  /// Copies the PHPFina feeds of a backup into a folder beside the destination, for a caller that
  /// has something to add to it before it appears.
  ///
  /// - Parameters:
  ///   - path: An archive or a folder; it is never changed.
  ///   - destination: The folder to make, as for ``extract(_:into:limits:fileSystem:progress:)``.
  ///   - limits: What the backup may hold.
  ///   - fileSystem: The calls that write.
  ///   - progress: Told of the bytes read of the backup.
  /// - Returns: The folder, which vanishes with the last reference unless it is committed.
  /// - Throws: ``BackupError``; nothing is left behind.
  public static func stage(
    _ path: String, for destination: String, limits: BackupLimits = BackupLimits(),
    fileSystem: any FileSystem = SystemFileSystem(), progress: BackupProgress? = nil
  ) throws(BackupError) -> StagedBackup {
    guard let status = FileStatus(of: path) else { throw .system(errno, path, "cannot be opened") }
    let isFolder = status.kind == .folder
    let reader: any EntryReader =
      if isFolder {
        try FolderReader(path: path, limits: limits, progress: progress)
      } else {
        try ArchiveReader(path: path, limits: limits, progress: progress)
      }
    if isFolder, try StagingFolder.isInside(path, destination) {
      throw BackupError(
        .destinationTaken, file: destination, problem: "is inside \(path), which is only read",
        remedy: "Name a folder elsewhere.")
    }
    let folder = try StagingFolder(for: destination)
    let extraction = BackupExtraction(
      of: path, from: reader, into: folder.path, fileSystem: fileSystem)
    return StagedBackup(
      content: try extraction.run(), folder: folder, fileSystem: fileSystem)
  }
}

/// The feeds found in a backup.
public struct BackupContent: Hashable, Sendable {
  /// The feeds whose files were copied, in the order of their ids.
  public let feeds: [BackupFeed]
  /// What there is to say of the backup, in a stable order.
  public let notes: [BackupNote]
  /// Bytes written.
  public let bytes: Int
}

/// A backup's feeds in a folder that does not have its final name yet.
public final class StagedBackup {
  public let content: BackupContent
  private let stagingFolder: StagingFolder
  private let fileSystem: any FileSystem

  init(content: BackupContent, folder: StagingFolder, fileSystem: any FileSystem) {
    self.content = content
    self.stagingFolder = folder
    self.fileSystem = fileSystem
  }

  /// Where the files are until ``commit()``.
  public var folder: String { stagingFolder.path }

  /// Gives the folder its final name, with whatever was added to it meanwhile.
  ///
  /// - Throws: ``BackupError`` when the destination was taken meanwhile, or the system refuses.
  public func commit() throws(BackupError) {
    try stagingFolder.commit(fileSystem)
  }
}
