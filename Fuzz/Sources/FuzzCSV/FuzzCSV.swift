import Feeds
import Glibc

/// Any bytes give columns whose slots are aligned, or an error that names a line.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let path = "/dev/shm/retouche-fuzz-\(getpid()).csv"
  guard let file = fopen(path, "w") else { return 0 }
  fwrite(data, 1, count, file)
  fclose(file)
  defer { unlink(path) }
  for interval in [nil, 300] {
    do {
      for column in try CSVReader(path, interval: interval).columns() {
        precondition(column.interval > 0 && column.start % column.interval == 0)
      }
    } catch {
      precondition(!error.problem.isEmpty && !error.remedy.isEmpty)
    }
  }
  return 0
}
