import Emoncms
import Glibc

/// A file without a name, which holds one input after the other.
private let file: Int32 = {
  var template = Array("/tmp/fuzz-archive-XXXXXX".utf8CString)
  let file = mkstemp(&template)
  unlink(template)
  return file
}()

/// An archive is read within its limits, gives paths that stay inside it, or is refused by an error.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let isWritten = ftruncate(file, 0) == 0 && pwrite(file, data, count, 0) == count
  precondition(isWritten, "no room for the input")
  do throws(BackupError) {
    try read("/proc/self/fd/\(file)")
  } catch {
    precondition(!error.description.isEmpty)
  }
  return 0
}

private func read(_ path: String) throws(BackupError) {
  let limits = BackupLimits(unpackedBytes: 1 << 20, entries: 100)
  let reader = try ArchiveReader(path: path, limits: limits)
  let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 4096, alignment: 1)
  defer { buffer.deallocate() }
  var entries = 0
  var bytes = 0
  while let entry = try reader.next() {
    precondition(!entry.path.hasPrefix("/") && !entry.components.contains(".."))
    entries += 1
    while true {
      let count = try reader.read(into: buffer)
      if count == 0 { break }
      bytes += count
    }
  }
  precondition(entries > 0 && entries <= limits.entries && bytes <= limits.unpackedBytes)
}
