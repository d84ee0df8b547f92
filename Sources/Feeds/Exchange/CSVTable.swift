/// The rows of a file of separated values, gathered column by column.
struct CSVTable {
  private let header: [String]
  private let timeColumn: Int
  private let interval: Int?
  /// A builder for each column, that of times included, which stays empty.
  private var builders: [ColumnBuilder]
  /// The last row's time and line, and the greatest common divisor of all steps between rows.
  private var lastTime = -1
  private var lastLine = 0
  private var divisor = 0

  /// - Parameters:
  ///   - header: The names of the columns.
  ///   - timeColumn: The number of the column of times.
  ///   - interval: The interval to round times down to, where there is one.
  init(header: [String], timeColumn: Int, interval: Int?) {
    self.header = header
    self.timeColumn = timeColumn
    self.interval = interval
    builders = header.enumerated().map { index, name in
      ColumnBuilder(name: name.isEmpty ? "column \(index + 1)" : name)
    }
  }

  /// Adds a row.
  ///
  /// - Parameters:
  ///   - row: The records, at the row.
  ///   - parseTime: Reads a time that is not a number.
  /// - Throws: ``FeedError`` with code `malformed` when it has another number of cells than the
  ///   header, a cell that cannot be read, or a time that is not after that of the row before.
  mutating func append(
    _ row: borrowing CSVRecords, _ parseTime: (String) throws -> Int
  ) throws(FeedError) {
    guard row.cells.count == header.count else {
      throw row.malformed(
        "\(row.cells.count) cells",
        "line \(row.line) has \(row.cells.count) cells where the first line names "
          + "\(header.count) columns",
        "Complete the line, or remove it.")
    }
    let time = try readTime(row, parseTime)
    try advance(to: time, row)
    let slotTime = interval.map { time - time % $0 } ?? time
    let allowsComma = row.separator != UInt8(ascii: ",")
    for column in builders.indices where column != timeColumn {
      let text = row.bytes(column)
      if text.isEmpty { continue }
      let value = try readValue(row, column, text, allowsComma)
      if interval != nil, let last = builders[column].last, last.time == slotTime {
        throw row.malformed(
          "\(time)",
          "lines \(last.line) and \(row.line) fall into the same interval, that of \(slotTime), in "
            + "column \"\(builders[column].name)\"",
          "Give a shorter --interval, or remove one of the lines.")
      }
      builders[column].append(value, at: slotTime, line: row.line)
    }
  }

  /// The columns but that of times.
  ///
  /// - Parameter file: Path of the file, for errors.
  /// - Returns: The feeds that the columns make.
  /// - Throws: ``FeedError`` with code `malformed` when the times of a column make no feed.
  mutating func columns(file: String) throws(FeedError) -> [ImportedColumn] {
    let indices = header.indices.filter { index in
      index != timeColumn && !(header[index].isEmpty && builders[index].isEmpty)
    }
    // Everything is checked before room is made for anything.
    var intervals: [Int] = []
    var room = ColumnBuilder.greatestSum
    for index in indices {
      let interval = try builders[index].interval(
        given: interval, fallback: max(1, divisor), file: file)
      room -= try builders[index].missing(interval: interval, room: room, file: file)
      intervals.append(interval)
    }
    return zip(indices, intervals).map { index, interval in
      builders[index].column(interval: interval)
    }
  }

  private func readTime(
    _ row: borrowing CSVRecords, _ parse: (String) throws -> Int
  ) throws(FeedError) -> Int {
    let time: Int
    if let seconds = CSVTime.unixSeconds(row.bytes(timeColumn)) {
      time = seconds
    } else {
      do {
        time = try parse(row.text(timeColumn))
      } catch {
        throw row.malformed(
          row.text(timeColumn),
          "line \(row.line) has \"\(Self.shortened(row.text(timeColumn)))\" for a time: "
            + Self.unstopped("\(error)"),
          "Times may be Unix seconds too, and the column of times can be named with --time.")
      }
    }
    guard time >= 0, time <= UInt32.max else {
      throw row.malformed(
        row.text(timeColumn),
        "line \(row.line) has the time \(time), outside the years 1970 to 2106",
        "Write times as Unix seconds or milliseconds.")
    }
    return time
  }

  /// A sentence without its full stop, to be gone on with.
  private static func unstopped(_ sentence: String) -> String {
    sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
  }

  /// Refuses a time that is not after that of the row before.
  private mutating func advance(to time: Int, _ row: borrowing CSVRecords) throws(FeedError) {
    if time <= lastTime {
      let relation = time == lastTime ? "the same time as" : "an earlier time than"
      throw row.malformed(
        row.text(timeColumn),
        "line \(row.line) has \(relation) line \(lastLine): \(time) after \(lastTime)",
        time == lastTime ? "Remove one of the lines." : "Sort the lines by time.")
    }
    if lastLine > 0 {
      divisor = ColumnBuilder.greatestCommonDivisor(divisor, time - lastTime)
    }
    lastTime = time
    lastLine = row.line
  }

  private func readValue(
    _ row: borrowing CSVRecords, _ column: Int, _ text: UnsafeRawBufferPointer, _ comma: Bool
  ) throws(FeedError) -> Float {
    if let value = Float(decimal: text, allowsComma: comma) { return value }
    if Self.isMissing(text) { return .nan }
    let cell = Self.shortened(row.text(column))
    throw row.malformed(
      cell,
      "line \(row.line) has \"\(cell)\" in column \"\(builders[column].name)\", which is not a "
        + "number that a feed can hold",
      "Write a number with a decimal point, or leave the cell empty.")
  }

  /// Whether a cell says in words that there is no value.
  private static func isMissing(_ text: UnsafeRawBufferPointer) -> Bool {
    guard text.count <= 4 else { return false }
    return ["nan", "-nan", "null", "na"].contains(
      String(decoding: text, as: UTF8.self).lowercased())
  }

  /// Text short enough for an error.
  private static func shortened(_ text: String) -> String {
    text.count <= 40 ? text : text.prefix(39) + "…"
  }
}
