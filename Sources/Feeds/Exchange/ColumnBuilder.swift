/// A column in the making: the values in the order of their rows, and their times as stretches of
/// one step, which for a regular column is a single one.
struct ColumnBuilder {
  /// Slots that may be left without a row before it is taken for a mistake: 500 years of days, half
  /// a year of seconds, and as many as Emoncms itself fills.
  static let greatestGap = 16_000_000

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

  /// The feed that the rows make.
  ///
  /// - Parameters:
  ///   - given: The interval, to a multiple of which the times are rounded down already; nil to take
  ///     the greatest common divisor of the differences between them.
  ///   - fallback: The interval of a column without a row.
  ///   - file: Path of the file, for errors.
  /// - Returns: The column; its points are those of the rows and NaN between them.
  /// - Throws: ``FeedError`` with code `malformed` when the interval cannot be told, does not fit
  ///   the start, or would leave too many slots without a row.
  consuming func column(
    interval given: Int?, fallback: Int, file: String
  ) throws(FeedError) -> ImportedColumn {
    guard let first = stretches.first, let last = stretches.last else {
      return ImportedColumn(name: name, start: 0, interval: given ?? fallback, points: [])
    }
    guard let interval = given ?? (divisor > 0 ? divisor : nil) else {
      throw error(
        file, at: first.firstLine, value: "\(first.start)",
        "has one row only, which does not tell its interval",
        "Give it with --interval.")
    }
    guard first.start % interval == 0 else {
      throw error(
        file, at: first.firstLine, value: "\(first.start)",
        "starts at \(first.start), which is no multiple of its interval of \(interval) s",
        "Give --interval \(interval) to round its times down to multiples.")
    }
    try checkGaps(interval: interval, file: file)
    if stretches.count == 1 && (first.step == interval || first.count == 1) {
      return ImportedColumn(name: name, start: first.start, interval: interval, points: values)
    }
    var points = [Float](repeating: .nan, count: (last.end - first.start) / interval + 1)
    var row = 0
    for stretch in stretches {
      var slot = (stretch.start - first.start) / interval
      for _ in 0..<stretch.count {
        points[slot] = values[row]
        row += 1
        slot += stretch.step / interval
      }
    }
    return ImportedColumn(name: name, start: first.start, interval: interval, points: points)
  }

  /// Refuses a jump in time, or many of them, that would take more slots than a mistake is likely to.
  private func checkGaps(interval: Int, file: String) throws(FeedError) {
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
    guard missing <= Self.greatestGap else {
      throw error(
        file, at: stretches.first?.firstLine, value: "\(interval)",
        "has times whose greatest common divisor, \(interval) s, would leave \(missing) slots "
          + "empty beside \(values.count) rows",
        "Give the interval it was recorded at with --interval.")
    }
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
