import CArchive
import CZlib
import Glibc

/// A checksum over the entries of an archive in their order: what each is called, whose it is, when
/// it was made, and what it holds.
final class ArchiveDigest: Equatable {
  private(set) var entries = 0
  private var sum: UInt = 0

  /// Takes in the metadata of an entry.
  func begin(_ header: ArchiveHeader) {
    entries += 1
    let entry = header.entry
    // tar ends the path of a folder with a slash, whether it came with one or not.
    let path = BackupEntry(path: header.path, isFolder: false).components.joined(separator: "/")
    let numbers = [
      Int64(archive_entry_filetype(entry)), Int64(archive_entry_perm(entry)),
      archive_entry_uid(entry), archive_entry_gid(entry), Int64(archive_entry_mtime(entry)),
      Int64(archive_entry_mtime_nsec(entry)), archive_entry_size(entry),
    ]
    let names = [archive_entry_uname(entry), archive_entry_gname(entry)].map {
      $0.map { String(cString: $0) } ?? ""
    }
    let text = "\(path)\0\(names[0])\0\(names[1])\0\(numbers)\0"
    text.utf8.withContiguousStorageIfAvailable { add(UnsafeRawBufferPointer($0)) }
  }

  /// Takes in what the entry holds next.
  func add(_ bytes: UnsafeRawBufferPointer) {
    sum = crc32_z(sum, bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count)
  }

  static func == (one: ArchiveDigest, other: ArchiveDigest) -> Bool {
    one.entries == other.entries && one.sum == other.sum
  }
}
