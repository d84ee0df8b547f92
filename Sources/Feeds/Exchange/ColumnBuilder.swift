/// A column in the making: the values in the order of their rows, and their times as stretches of
/// one step, which for a regular column is a single one.
struct ColumnBuilder {
  /// Slots that may be left without a row before that is taken for a mistake: half a year of
  /// seconds, 150 years of five minutes. Emoncms fills about as many and no more.
  static let greatestGap = 16_000_000
  /// Slots that all the columns of a file together may leave without a row: 256 MB of them.
  static let greatestSum = 4 * greatestGap

  /// Rows that follow each other at one step.
  private struct Stretch {
    let start: Int
    var step = 0
    var count = 1
    /// Lines of its first, second and last row, for errors.
    let firstLine: Int
    var secondLine: Int
    var lastLine: Int

    var end: Int { start + step * (count - 1) }
  }

  let name: String
  private var values: [Float] = []
  private var stretches: [Stretch] = []
  private var divisor = 0

  init(name: String) { self.name = name }

  var isEmpty: Bool { values.isEmpty }

  /// Time and line of the last row.
  var last: (time: Int, line: Int)? { stretches.last.map { ($0.end, $0.lastLine) } }

  /// Adds a row, whose time is after that of the last.
  mutating func append(_ value: Float, at time: Int, line: Int) {
    values.append(value)
    let index = stretches.count - 1
    if index >= 0 {
      let step = time - stretches[index].end
      if stretches[index].count == 1 {
        stretches[index].step = step
        stretches[index].secondLine = line
        divisor = Self.greatestCommonDivisor(divisor, step)
      }
      if step == stretches[index].step {
        stretches[index].count += 1
        stretches[index].lastLine = line
        return
      }
      divisor = Self.greatestCommonDivisor(divisor, step)
    }
    stretches.append(
      Stretch(start: time, firstLine: line, secondLine: line, lastLine: line))
  }

  /// The interval of the feed that the rows make.
  ///
  /// - Parameters:
  ///   - given: The interval, to a multiple of which the times are rounded down already; nil to take
  ///     the greatest common divisor of the differences between them.
  ///   - fallback: The interval of a column without a row.
  ///   - file: Path of the file, for errors.
  /// - Returns: The interval, of which the first row's time is a multiple.
  /// - Throws: ``FeedError`` with code `malformed` when it cannot be told, or does not fit.
  func interval(given: Int?, fallback: Int, file: String) throws(FeedError) -> Int {
    guard let first = stretches.first else { return given ?? fallback }
    guard let interval = given ?? (divisor > 0 ? divisor : nil) else {
      throw error(
        file, at: first.firstLine, value: "\(first.start)",
        "has one row only, which does not tell its interval", "Give it with --interval.")
    }
    guard first.start % interval == 0 else {
      throw error(
        file, at: first.firstLine, value: "\(first.start)",
        "starts at \(first.start), which is no multiple of its interval of \(interval) s",
        "Give --interval \(interval) to round its times down to multiples.")
    }
    return interval
  }

  /// The feed that the rows make: their values, and NaN in the slots between them.
  ///
  /// - Parameter interval: A divisor of all the times.
  /// - Returns: The column; the builder is spent.
  mutating func column(interval: Int) -> ImportedColumn {
    guard let first = stretches.first, let last = stretches.last else {
      return ImportedColumn(name: name, start: 0, interval: interval, points: [])
    }
    if stretches.count > 1 || (first.count > 1 && first.step != interval) {
      spread(from: first.start, to: last.end, interval: interval)
    }
    defer { values = [] }
    return ImportedColumn(name: name, start: first.start, interval: interval, points: values)
  }

  /// Puts each value into its slot, and NaN into the slots between them.
  private mutating func spread(from start: Int, to end: Int, interval: Int) {
    var points = [Float](repeating: .nan, count: (end - start) / interval + 1)
    var row = 0
    for stretch in stretches {
      var slot = (stretch.start - start) / interval
      for _ in 0..<stretch.count {
        points[slot] = values[row]
        row += 1
        slot += stretch.step / interval
      }
    }
    values = points
  }

  /// The number of slots that would be left without a row.
  ///
  /// - Parameters:
  ///   - interval: A divisor of all the times.
  ///   - room: The number that there is room for.
  ///   - file: Path of the file, for errors.
  /// - Returns: The number.
  /// - Throws: ``FeedError`` with code `malformed` when one jump in time, or all of them, take more
  ///   than ``greatestGap`` or there is room for.
  func missing(interval: Int, room: Int, file: String) throws(FeedError) -> Int {
    var missing = 0
    var previous: Stretch?
    for stretch in stretches {
      if let previous {
        try checkGap(
          stretch.start - previous.end, interval, file, previous.lastLine, stretch.firstLine)
        missing += (stretch.start - previous.end) / interval - 1
      }
      if stretch.count > 1 {
        try checkGap(stretch.step, interval, file, stretch.firstLine, stretch.secondLine)
        missing += (stretch.step / interval - 1) * (stretch.count - 1)
      }
      previous = stretch
    }
    guard missing <= min(Self.greatestGap, room) else {
      throw error(
        file, at: stretches.first?.firstLine, value: "\(interval)",
        "has times whose greatest common divisor, \(interval) s, would leave \(missing) slots "
          + "empty beside \(values.count) rows",
        "Give the interval it was recorded at with --interval.")
    }
    return missing
  }

  private func checkGap(
    _ step: Int, _ interval: Int, _ file: String, _ line: Int, _ nextLine: Int
  ) throws(FeedError) {
    guard step / interval > Self.greatestGap else { return }
    throw error(
      file, at: nextLine, value: "\(step)",
      "jumps by \(step) s from line \(line) to line \(nextLine), which is \(step / interval) slots "
        + "of \(interval) s",
      "Correct the time on one of these lines, or give a longer --interval.")
  }

  private func error(
    _ file: String, at line: Int?, value: String, _ problem: String, _ remedy: String
  ) -> FeedError {
    FeedError(
      .malformed, file: file, offset: line, value: value, problem: "column \"\(name)\" \(problem)",
      remedy: remedy)
  }

  /// The greatest number that divides both; the other where one is 0.
  static func greatestCommonDivisor(_ one: Int, _ other: Int) -> Int {
    var (one, other) = (one, other)
    while other != 0 { (one, other) = (other, one % other) }
    return one
  }
}
