import Feeds
import TestSupport

/// Gathers what a writer hands to its sink.
func written(_ write: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void) throws -> [UInt8] {
  var bytes: [UInt8] = []
  try write { bytes.append(contentsOf: $0) }
  return bytes
}

extension TemporaryFolder {
  /// Creates a feed in the folder and opens it for export.
  func feed(
    _ id: Int, _ name: String, _ points: [Float], start: Int = 1_612_790_400, interval: Int = 300
  ) throws -> ExportedFeed {
    let files = FeedFiles(folder: path, id: id)
    try files.create(points: points, start: start, interval: interval)
    return ExportedFeed(name: name, reader: try FeedReader(files))
  }

  /// Writes a CSV file and reads its columns.
  func columns(
    _ text: String, time: String? = nil, interval: Int? = nil,
    parseTime: (String) throws -> Int = { _ in throw NotUnixTime() }
  ) throws -> [ImportedColumn] {
    try write(text, to: "file.csv")
    return try CSVReader(file("file.csv"), time: time, interval: interval)
      .columns(parseTime: parseTime)
  }
}
