import CArchive
import Glibc

/// Reads an archive from its first entry to its last, without writing anything.
///
/// Tar and zip, plain or compressed by gzip, xz, lzma, bzip2 or zstd. Only regular files and folders
/// with a path that stays inside the archive are let through: anything else ends the reading with
/// ``BackupError``, as do an archive cut short at any byte, a checksum that does not fit, and the
/// limits. Memory does not depend on the archive's size.
public final class ArchiveReader: EntryReader {
  let passedOver: [String] = []
  private let source: ArchiveSource
  private let limits: BackupLimits
  private let archive: OpaquePointer
  private var entry: BackupEntry?
  private var header: OpaquePointer?
  private var entryCount = 0
  /// Bytes of all entries so far, skipped ones included.
  private var unpacked = 0
  /// Bytes that the current entry says it has, beyond those already counted.
  private var uncounted = 0

  /// Opens an archive.
  ///
  /// - Parameters:
  ///   - path: Where it is.
  ///   - limits: What it may hold.
  ///   - progress: Told of the bytes read of the file.
  /// - Throws: ``BackupError`` when it is missing, unreadable or empty. Whether it is an archive at
  ///   all shows at the first ``next()``.
  public init(
    path: String, limits: BackupLimits = BackupLimits(), progress: BackupProgress? = nil
  ) throws(BackupError) {
    source = try ArchiveSource(path: path, limits: limits, progress: progress)
    self.limits = limits
    guard let archive = archive_read_new() else {
      throw .system(ENOMEM, path, "cannot be unpacked")
    }
    self.archive = archive
    Self.allowFormats(archive, seekable: source.isSeekable)
    Self.connect(archive, to: source)
    guard archive_read_open1(archive) == ARCHIVE_OK else { throw failure() }
  }

  deinit { archive_read_free(archive) }

  /// Moves to the next entry, passing what was not read of the current one.
  ///
  /// - Returns: The entry; nil after the last, once the archive is known to be complete.
  /// - Throws: ``BackupError`` with code `notAnArchive`, `empty`, `damaged`, `unsafeEntry`,
  ///   `tooLarge` or `tooManyEntries`, or what the system says of a failed read.
  public func next() throws(BackupError) -> BackupEntry? {
    var header: OpaquePointer?
    unpacked += uncounted
    uncounted = 0
    let status = archive_read_next_header(archive, &header)
    if status == ARCHIVE_EOF {
      try checkEnd()
      entry = nil
      self.header = nil
      return nil
    }
    // A warning is about something that is not used here, such as a name the locale cannot spell.
    guard status == ARCHIVE_OK || status == ARCHIVE_WARN, let header else { throw failure() }
    entryCount += 1
    guard entryCount <= limits.entries else {
      throw BackupError(
        .tooManyEntries, file: source.path,
        problem: "holds more than \(limits.entries) entries, which no Emoncms needs",
        remedy: "If you trust it, unpack it with tar and open the folder.")
    }
    let entry = try Self.check(header, in: source.path)
    self.entry = entry
    self.header = header
    if archive_entry_size_is_set(header) != 0 {
      uncounted = Int(max(0, archive_entry_size(header)))
      guard uncounted <= limits.unpackedBytes - unpacked else {
        throw .tooLarge(limits, file: source.path, entry: entry.path)
      }
    }
    return entry
  }

  /// Reads on in the current entry.
  ///
  /// - Parameter buffer: Where the bytes go; not empty.
  /// - Returns: How many came; 0 at the entry's end and only there.
  /// - Throws: ``BackupError`` with code `damaged` or `tooLarge`, or what the system says of a
  ///   failed read.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(BackupError) -> Int {
    let count = archive_read_data(archive, buffer.baseAddress, buffer.count)
    guard count >= 0 else { throw failure() }
    unpacked += count
    uncounted = max(0, uncounted - count)
    guard unpacked <= limits.unpackedBytes else {
      throw .tooLarge(limits, file: source.path, entry: entry?.path)
    }
    return count
  }

  /// What the archive is, once an entry of it was read.
  var kind: ArchiveKind {
    let filter = source.isSeekable ? archive_filter_code(archive, 0) : ARCHIVE_FILTER_GZIP
    return ArchiveKind(format: archive_format(archive), filter: filter)
  }

  /// All that the archive says of the current entry; nil after the last.
  func copyHeader() throws(BackupError) -> ArchiveHeader? {
    guard let header else { return nil }
    return try ArchiveHeader(copying: header, of: source.path)
  }

  /// The entry, if it can do no harm.
  private static func check(
    _ header: OpaquePointer, in file: String
  ) throws(BackupError) -> BackupEntry {
    guard let name = archive_entry_pathname(header) ?? archive_entry_pathname_utf8(header) else {
      throw .damaged(file, reason: "an entry has no readable name")
    }
    let path = String(cString: name)
    let type = mode_t(archive_entry_filetype(header)) & S_IFMT
    let entry = BackupEntry(path: path, isFolder: type == S_IFDIR)
    let fault: String? =
      if path.hasPrefix("/") {
        "has an absolute path"
      } else if entry.components.contains("..") {
        "has a path that climbs out of the archive by .."
      } else if archive_entry_hardlink(header) != nil || archive_entry_hardlink_utf8(header) != nil
      {
        "is a hard link"
      } else if type == S_IFLNK {
        "is a symbolic link"
      } else if type != S_IFREG && type != S_IFDIR {
        "is neither a file nor a folder"
      } else {
        nil
      }
    if let fault {
      throw BackupError(
        .unsafeEntry, file: file, entry: path,
        problem: "\(fault), which no Emoncms backup contains",
        remedy: "If you trust the archive, unpack it with tar and open the folder.")
    }
    return entry
  }

  /// Whether the archive ends where it should.
  private func checkEnd() throws(BackupError) {
    if !source.isSeekable {
      // What is left holds the checksum.
      while try !source.next().isEmpty {}
    }
    // A compressed tar whose end is missing was refused by its decompressor.
    let isTar = archive_format(archive) & ARCHIVE_FORMAT_BASE_MASK == ARCHIVE_FORMAT_TAR
    if isTar && archive_filter_count(archive) == 1 && source.trailingZeros < 1024 {
      throw .truncated(source.path)
    }
    guard entryCount > 0 else {
      throw BackupError(
        .empty, file: source.path, problem: "is an archive with nothing in it",
        remedy: "Make the backup again and look at its size.")
    }
  }

  private func failure() -> BackupError {
    if let failure = source.failure { return failure }
    if archive_format(archive) == 0 {
      if source.beginsLikeZip { return .truncated(source.path) }
      return BackupError(
        .notAnArchive, file: source.path, problem: "is not an archive that can be read",
        remedy: "Give an Emoncms backup (.tar.gz, .tar, .tar.xz or .zip) or a folder.")
    }
    let reason = archive_error_string(archive).map { String(cString: $0) } ?? "no reason is given"
    return .damaged(source.path, entry: entry?.path, reason: reason)
  }

  /// Tar and zip, and the compressions that libarchive undoes by itself: for one that it was built
  /// without, it would start a program.
  private static func allowFormats(_ archive: OpaquePointer, seekable: Bool) {
    archive_read_support_format_tar(archive)
    // By its directory at the end, which a zip that is cut short lacks.
    if seekable { archive_read_support_format_zip_seekable(archive) }
    // Makes the reading go on to the real end, where a file cut short shows.
    archive_read_set_format_option(archive, "tar", "read_concatenated_archives", "1")
    if archive_liblzma_version() != nil {
      archive_read_support_filter_xz(archive)
      archive_read_support_filter_lzma(archive)
    }
    if archive_bzlib_version() != nil { archive_read_support_filter_bzip2(archive) }
    if archive_libzstd_version() != nil { archive_read_support_filter_zstd(archive) }
  }

  private static func connect(_ archive: OpaquePointer, to source: ArchiveSource) {
    // The reader owns both, and frees the archive first.
    archive_read_set_callback_data(archive, Unmanaged.passUnretained(source).toOpaque())
    archive_read_set_read_callback(archive) { archive, data, block in
      guard let source = ArchiveReader.source(data) else { return -1 }
      do throws(BackupError) {
        let bytes = try source.next()
        block?.pointee = bytes.baseAddress
        return bytes.count
      } catch {
        source.failure = error
        return -1
      }
    }
    guard source.isSeekable else { return }
    archive_read_set_skip_callback(archive) { _, data, count in
      guard let source = ArchiveReader.source(data), let count = Int(exactly: count) else {
        return 0
      }
      return la_int64_t(source.skip(count))
    }
    archive_read_set_seek_callback(archive) { _, data, offset, origin in
      guard let source = ArchiveReader.source(data) else { return la_int64_t(ARCHIVE_FATAL) }
      let base: Int =
        switch origin {
        case SEEK_SET: 0
        case SEEK_CUR: source.position
        default: source.size
        }
      let (target, overflow) = base.addingReportingOverflow(Int(offset))
      return overflow ? la_int64_t(ARCHIVE_FATAL) : la_int64_t(source.seek(to: target))
    }
  }

  private static func source(_ data: UnsafeMutableRawPointer?) -> ArchiveSource? {
    data.map { Unmanaged<ArchiveSource>.fromOpaque($0).takeUnretainedValue() }
  }
}
