/// Reads feeds from a file of separated values: a column of times, and a column for each feed.
///
/// The first line names the columns. The separator is a comma, a semicolon or a tab, whichever the
/// first line has most often; after a semicolon or a tab, numbers may have a decimal comma. The text
/// is UTF-8, with or without a byte-order mark; lines end with LF or CR LF; cells may be quoted.
///
/// The column of times is the one that the caller names, else one called `time`, `unix_time`,
/// `timestamp`, `date` or `datetime`, else the first whose cell in the first row is a time. Times are
/// Unix seconds, Unix milliseconds (from 12 digits on), or text that the caller can read; they must
/// ascend. An empty cell, `null` or `NA` is a missing value and `NaN` is too, with a difference:
/// an empty cell means that the column has no row at that time, so that columns of several intervals
/// can stand side by side.
public struct CSVReader: Sendable {
  private let path: String
  private let timeColumn: String?
  private let interval: Int?
  private let fileSystem: any FileSystem

  /// - Parameters:
  ///   - path: Path of the file.
  ///   - time: Name of the column of times; found unless given.
  ///   - interval: Seconds between two points, to a multiple of which times are rounded down. Unless
  ///     given, each column has the greatest common divisor of the differences between its times.
  ///   - fileSystem: The calls to use.
  public init(
    _ path: String, time: String? = nil, interval: Int? = nil,
    fileSystem: any FileSystem = SystemFileSystem()
  ) {
    self.path = path
    self.timeColumn = time
    self.interval = interval
    self.fileSystem = fileSystem
  }

  /// Reads the whole file.
  ///
  /// - Parameter parseTime: Reads a time that is not a number, to Unix seconds; what it throws becomes
  ///   part of the error.
  /// - Returns: A column for each but that of times, in the file's order. A column without a name is
  ///   called after its number, or left out where it has no row either.
  /// - Throws: ``FeedError`` with code `malformed`, the line as its offset, for whatever cannot be
  ///   read as said; `badRange` for an interval that cannot be; what the system says of a failed read.
  public func columns(
    parseTime: (String) throws -> Int = { _ in throw NotUnixTime() }
  ) throws(FeedError) -> [ImportedColumn] {
    if let interval, !(1...Int(UInt32.max)).contains(interval) {
      throw FeedError(
        .badRange, file: path, value: "\(interval)",
        problem: "cannot be read at an interval of \(interval) s",
        remedy: "Give a number of seconds from 1 to \(UInt32.max).")
    }
    var records = try CSVRecords.open(path, fileSystem: fileSystem)
    let header = try readHeader(&records)
    guard try records.next() else {
      throw records.malformed(
        nil, "has no row after the line that names the columns", "Add rows, or choose another file."
      )
    }
    let time = try findTime(header, records, parseTime)
    var table = CSVTable(header: header, timeColumn: time, interval: interval)
    repeat {
      try table.append(records, parseTime)
    } while try records.next()
    return try table.columns(file: path)
  }

  /// The names of the columns.
  private func readHeader(_ records: inout CSVRecords) throws(FeedError) -> [String] {
    guard try records.next() else {
      throw FeedError(
        .malformed, file: path, problem: "is empty",
        remedy: "Choose a file with a line that "
          + "names the columns, and rows.")
    }
    guard records.cells.count > 1 else {
      throw records.malformed(
        records.text(0), "has one column only: no comma, semicolon or tab on its first line",
        "Separate a column of times and at least one of values.")
    }
    if CSVTime.unixSeconds(records.bytes(0)) != nil {
      throw records.malformed(
        records.text(0), "begins with a time where the names of the columns should be",
        "Add a first line such as time,supply,return.")
    }
    return records.cells.indices.map { records.text($0) }
  }

  /// The number of the column of times, given the first row.
  private func findTime(
    _ header: [String], _ row: borrowing CSVRecords, _ parseTime: (String) throws -> Int
  ) throws(FeedError) -> Int {
    if let timeColumn {
      let wanted = timeColumn.lowercased()
      if let index = header.firstIndex(of: timeColumn) { return index }
      if let index = header.firstIndex(where: { $0.lowercased() == wanted }) { return index }
      throw FeedError(
        .malformed, file: path, offset: 1, value: timeColumn,
        problem: "has no column \"\(timeColumn)\"",
        remedy: "Its columns are: \(header.joined(separator: ", ")).")
    }
    if let index = header.firstIndex(where: { CSVTime.names.contains($0.lowercased()) }) {
      return index
    }
    for index in row.cells.indices where index < header.count {
      if CSVTime.isTime(row.bytes(index), parseTime) { return index }
    }
    throw FeedError(
      .malformed, file: path, offset: 1, value: header.joined(separator: ", "),
      problem: "has no column of times that could be recognised",
      remedy: "Name it with --time; the columns are: \(header.joined(separator: ", ")).")
  }
}

/// What ``CSVReader`` says of a time that is not Unix seconds when its caller reads no other.
public struct NotUnixTime: Error, CustomStringConvertible {
  public init() {}
  public var description: String { "it is neither Unix seconds nor milliseconds" }
}
