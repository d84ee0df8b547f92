import CArchive
import Feeds
import Glibc

/// How an archive is written: the format of its entries and the compression over it.
struct ArchiveKind: Hashable {
  /// A number of libarchive's, `ARCHIVE_FORMAT_…`.
  let format: Int32
  /// A number of libarchive's, `ARCHIVE_FILTER_…`.
  let filter: Int32
}

/// Writes an archive through a ``FileSystem``, entry by entry.
final class ArchiveWriter {
  private let archive: OpaquePointer
  private let output: ArchiveOutput
  private let name: String
  /// Bytes of the current entry that are still to come.
  private var missing = 0

  /// - Parameters:
  ///   - kind: The format and the compression.
  ///   - file: Where it goes; empty.
  ///   - name: The path that it will have, for errors.
  ///   - fileSystem: The calls that write.
  /// - Throws: ``BackupError`` with code `unsuitable` when such archives cannot be written.
  init(
    _ kind: ArchiveKind, to file: OpenFile, named name: String, _ fileSystem: any FileSystem
  ) throws(BackupError) {
    guard let archive = archive_write_new() else {
      throw .system(ENOMEM, name, "cannot be packed")
    }
    self.archive = archive
    self.name = name
    output = ArchiveOutput(file, fileSystem)
    try setUp(kind)
    archive_write_set_bytes_per_block(archive, Int32(ArchiveOutput.block))
    // Nothing may follow what is compressed, and a tar ends with its own zeros.
    archive_write_set_bytes_in_last_block(archive, 1)
    // The writer owns the output, and frees the archive first.
    let client = Unmanaged.passUnretained(output).toOpaque()
    let status = archive_write_open(
      archive, client, nil,
      { _, client, bytes, count in
        guard let client else { return -1 }
        let output = Unmanaged<ArchiveOutput>.fromOpaque(client).takeUnretainedValue()
        return output.append(UnsafeRawBufferPointer(start: bytes, count: count)) ? count : -1
      }, nil)
    guard status == ARCHIVE_OK else { throw failure() }
  }

  deinit {
    // Frees without writing on where it was not finished.
    archive_write_fail(archive)
    archive_write_free(archive)
  }

  /// Begins an entry.
  ///
  /// - Parameter header: Its metadata, size included.
  /// - Throws: ``BackupError`` when it cannot be written, or the entry before it is not whole.
  func begin(_ header: ArchiveHeader) throws(BackupError) {
    try checkWhole()
    // A warning would mean that something of the metadata is lost.
    guard archive_write_header(archive, header.entry) == ARCHIVE_OK else { throw failure() }
    missing = header.size
  }

  /// Writes on in the current entry.
  func write(_ bytes: UnsafeRawBufferPointer) throws(BackupError) {
    guard bytes.count <= missing else { throw .changed(name) }
    var rest = bytes
    while !rest.isEmpty {
      let count = archive_write_data(archive, rest.baseAddress, rest.count)
      guard count > 0 else { throw failure() }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
    missing -= bytes.count
  }

  /// Ends the archive, all of it in the file.
  func finish() throws(BackupError) {
    try checkWhole()
    guard archive_write_close(archive) == ARCHIVE_OK else { throw failure() }
  }

  /// An entry that is shorter than it said would be filled with zeros.
  private func checkWhole() throws(BackupError) {
    guard missing == 0 else { throw .changed(name) }
  }

  private func setUp(_ kind: ArchiveKind) throws(BackupError) {
    let formatStatus: Int32? =
      switch kind.format {
      case ARCHIVE_FORMAT_TAR_GNUTAR: archive_write_set_format_gnutar(archive)
      case ARCHIVE_FORMAT_TAR_PAX_INTERCHANGE: archive_write_set_format_pax(archive)
      case ARCHIVE_FORMAT_TAR, ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FORMAT_TAR_PAX_RESTRICTED:
        archive_write_set_format_pax_restricted(archive)
      case ARCHIVE_FORMAT_ZIP: archive_write_set_format_zip(archive)
      default: nil
      }
    // A compression that libarchive was built without would start a program.
    let filterStatus: Int32? =
      switch kind.filter {
      case ARCHIVE_FILTER_NONE: ARCHIVE_OK
      case ARCHIVE_FILTER_GZIP where archive_zlib_version() != nil:
        archive_write_add_filter_gzip(archive)
      case ARCHIVE_FILTER_XZ where archive_liblzma_version() != nil:
        archive_write_add_filter_xz(archive)
      case ARCHIVE_FILTER_LZMA where archive_liblzma_version() != nil:
        archive_write_add_filter_lzma(archive)
      case ARCHIVE_FILTER_BZIP2 where archive_bzlib_version() != nil:
        archive_write_add_filter_bzip2(archive)
      case ARCHIVE_FILTER_ZSTD where archive_libzstd_version() != nil:
        archive_write_add_filter_zstd(archive)
      default: nil
      }
    guard formatStatus == ARCHIVE_OK, filterStatus == ARCHIVE_OK else {
      throw BackupError(
        .unsuitable, file: name, problem: "would be an archive that cannot be written",
        remedy: "Pack the backup anew as a .tar.gz.")
    }
  }

  private func failure() -> BackupError {
    if let failure = output.failure { return .writing(failure, name) }
    let reason = archive_error_string(archive).map { String(cString: $0) } ?? "no reason is given"
    return BackupError(
      .unsuitable, file: name, problem: "cannot hold what the backup does (\(reason))",
      remedy: "Pack the backup anew as a .tar.gz.")
  }
}

/// The file that an archive is written to.
private final class ArchiveOutput {
  static let block = 1 << 18

  private let file: OpenFile
  /// Why the last write failed.
  private(set) var failure: FeedError?
  private let fileSystem: any FileSystem
  private var offset = 0

  init(_ file: OpenFile, _ fileSystem: any FileSystem) {
    self.file = file
    self.fileSystem = fileSystem
  }

  /// Writes at the end; returns whether that worked.
  func append(_ bytes: UnsafeRawBufferPointer) -> Bool {
    do throws(FeedError) {
      try fileSystem.write(file, at: offset, from: bytes)
    } catch {
      failure = error
      return false
    }
    offset += bytes.count
    return true
  }
}

/// The metadata of an entry, kept beyond the reading of it.
final class ArchiveHeader {
  let entry: OpaquePointer

  /// Copies what an archive says of an entry.
  init(copying entry: OpaquePointer, of file: String) throws(BackupError) {
    guard let copy = archive_entry_clone(entry) else {
      throw .system(ENOMEM, file, "cannot be unpacked")
    }
    self.entry = copy
    // What is read of a sparse file has its zeros, and is written with them.
    archive_entry_sparse_clear(copy)
  }

  deinit { archive_entry_free(entry) }

  var path: String {
    let name = archive_entry_pathname(entry) ?? archive_entry_pathname_utf8(entry)
    return name.map { String(cString: $0) } ?? ""
  }

  var size: Int { Int(archive_entry_size(entry)) }

  func setSize(_ size: Int) { archive_entry_set_size(entry, la_int64_t(size)) }

  /// The metadata of a file beside this one, or in it where this is a folder.
  func copy(path: String, size: Int, of file: String) throws(BackupError) -> ArchiveHeader {
    let copy = try ArchiveHeader(copying: entry, of: file)
    if mode_t(archive_entry_filetype(entry)) & S_IFMT != S_IFREG {
      archive_entry_set_filetype(copy.entry, S_IFREG as mode_t)
      archive_entry_set_perm(copy.entry, 0o644)
    }
    archive_entry_set_pathname(copy.entry, path)
    copy.setSize(size)
    return copy
  }
}

extension BackupError {
  static func changed(_ path: String) -> BackupError {
    BackupError(
      .changed, file: path, problem: "cannot be made: the backup changed while it was read",
      remedy: "Run the command again once nothing writes to the backup.")
  }
}
