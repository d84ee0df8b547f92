import Charts
import Feeds
import Schedule

/// A report for a terminal.
struct ScheduleText {
  private let schedule: Schedule
  private let title: String
  private let width: Int

  /// - Parameters:
  ///   - report: What is told.
  ///   - width: Cells across, which notes are broken to fit.
  init(_ report: ScheduleReport, width: Int = Terminal.showsResults ? Terminal.width : 100) {
    schedule = report.schedule
    title = report.title.printable()
    self.width = max(60, width)
  }

  /// Its lines.
  var text: String {
    let known = Quantity.percent(schedule.on + schedule.off, of: schedule.covered)
    return Tint.bold.applied(to: title) + "\n  \(schedule.period), \(known) known\n\n"
      + facts.text() + part("Weekdays", weekdays) + part("Regimes", regimes)
      + part("Months", months) + part("Breaks of three days or more", breaks)
      + part("Longest pauses", pauses) + part("Least sure", uncertain)
  }

  private func part(_ title: String, _ table: Table) -> String {
    table.isEmpty ? "" : "\n" + Tint.bold.applied(to: title) + "\n" + table.text()
  }

  private var facts: Table {
    var table = Table([.init(""), .init(""), .init("")], indent: 2)
    let facts = schedule.facts
    let room =
      width - 6 - (facts.map(\.name.count).max() ?? 0) - (facts.map(\.figure.count).max() ?? 0)
    for fact in facts {
      for (index, line) in fact.note.lines(of: max(24, room)).enumerated() {
        table.add(
          Table.Cell(index == 0 ? fact.name : "", .dim),
          Table.Cell(index == 0 ? fact.figure : "", .bold), Table.Cell(line))
      }
    }
    return table
  }

  /// Each weekday with how often it is on by the hour, as heights of a bar.
  private var weekdays: Table {
    var table = Table(
      [
        .init(""), .init("on from 0 to 24 h"), .init("first start"), .init("last stop"),
        .init("hours", .right), .init("days", .right, rank: 1), .init("no heat", .right, rank: 1),
        .init("reduced", .right, rank: 2), .init("all on", .right, rank: 2),
      ], indent: 2)
    for day in schedule.weekdays where day.daysTold > 0 {
      func time(_ spread: ClockSpread?) -> Table.Cell {
        guard let spread else { return "–" }
        return Table.Cell("\(Quantity.clock(spread.median)) (\(Quantity.range(spread)))")
      }
      table.add(
        Table.Cell(Quantity.weekday(day.weekday), day.works ? .bold : .plain),
        Table.Cell(bars(schedule.week.shares[day.weekday])), time(day.firstOn), time(day.lastOff),
        Table.Cell(day.hours.map { Words.fixed($0.median, 1) } ?? "–"), "\(day.daysTold)",
        "\(day.daysWithoutHeat)", "\(day.daysReduced)", "\(day.daysEntirelyOn)")
    }
    return table
  }

  private func bars(_ halves: [Double?]) -> String {
    stride(from: 0, to: halves.count, by: 2).map { index in
      let known = halves[index..<index + 2].compactMap(\.self)
      guard !known.isEmpty else { return "?" }
      let share = known.reduce(0, +) / Double(known.count)
      let bars = " ▁▂▃▄▅▆▇█"
      let height = min(8, max(0, Int((share * 8).rounded())))
      return String(bars[bars.index(bars.startIndex, offsetBy: height)])
    }.joined()
  }

  private var regimes: Table {
    var table = Table(
      [
        .init(""), .init("times", .right), .init("heat", .right), .init("begins"), .init("lasts"),
        .init("supply", .right),
      ], indent: 2)
    func lasts(_ spread: Spread) -> Table.Cell {
      "\(Quantity.duration(Int(spread.median))) (\(Quantity.durations(spread)))"
    }
    func begins(_ spread: ClockSpread) -> Table.Cell {
      "\(Quantity.clock(spread.median)) (\(Quantity.range(spread)))"
    }
    func level(_ regime: HeatRegime) -> (heat: Table.Cell, supply: Table.Cell) {
      let level = schedule.levels[regime]
      return (
        Table.Cell(level.map { Quantity.hours($0.duration) } ?? "–"),
        Table.Cell(level.map { Quantity.celsius($0.median) } ?? "–")
      )
    }
    if let boost = schedule.boost.value {
      let (heat, supply) = level(.boost)
      table.add("boost", "\(boost.count)", heat, begins(boost.start), lasts(boost.duration), supply)
    }
    if schedule.levels[.normal] != nil {
      let (heat, supply) = level(.normal)
      table.add("normal", "–", heat, schedule.firstOn.map { begins($0) } ?? "–", "–", supply)
    }
    for (name, habit) in [
      ("setback at night", schedule.nightSetback), ("setback by day", schedule.daySetback),
    ] {
      guard let habit else { continue }
      table.add(
        Table.Cell(name), "\(habit.count)", Table.Cell(Quantity.hours(habit.heat)),
        begins(habit.start), lasts(habit.duration),
        Table.Cell(Quantity.celsius(habit.level.median)))
    }
    return table
  }

  private var months: Table {
    var table = Table(
      [
        .init(""), .init("days", .right), .init("on", .right), .init("per day", .right),
        .init("no heat", .right), .init("starts", .right, rank: 2), .init("boost", .right, rank: 1),
        .init("reduced", .right, rank: 1), .init("outdoors", .right),
        .init("rooms", .right, rank: 1),
        .init("unknown", .right, rank: 2),
      ], indent: 2)
    func add(_ periods: [PeriodSummary], _ tint: Tint) {
      for period in periods {
        table.add(
          Table.Cell(period.name, tint), "\(period.daysTold)",
          Table.Cell(Quantity.hours(period.on)),
          Table.Cell(period.hoursADay.map { "\(Words.fixed($0, 1)) h" } ?? "–"),
          "\(period.daysTold - period.daysHeated)",
          Table.Cell(period.startsADay.map { Words.fixed($0, 1) } ?? "–"),
          Table.Cell(Quantity.hours(period.boost)), Table.Cell(Quantity.hours(period.reduced)),
          Table.Cell(period.outdoor.map(Quantity.celsius) ?? "–"),
          Table.Cell(period.indoor.map(Quantity.celsius) ?? "–"),
          Table.Cell(Quantity.hours(period.unknown)))
      }
    }
    add(schedule.months, .plain)
    add(schedule.seasons, .bold)
    return table
  }

  private var breaks: Table {
    var table = Table([.init("from"), .init("to"), .init("days", .right), .init("")], indent: 2)
    for item in schedule.breaks {
      table.add(
        Table.Cell(Quantity.date(item.days.lowerBound)),
        Table.Cell(Quantity.date(item.days.upperBound - 1)), "\(item.days.count)",
        Table.Cell(item.kind.words))
    }
    return table
  }

  private var pauses: Table {
    var table = Table([.init("off from"), .init("to"), .init("lasts")], indent: 2)
    for pause in schedule.pauses {
      table.add(
        Table.Cell(schedule.clock.text(at: pause.start)),
        Table.Cell(schedule.clock.text(at: pause.end)),
        Table.Cell((pause.isWhole ? "" : "at least ") + Quantity.duration(pause.duration)))
    }
    return table
  }

  private var uncertain: Table {
    var table = Table(
      [.init("from"), .init("to"), .init("state"), .init("confidence", .right)], indent: 2)
    for segment in schedule.certainty.longest {
      table.add(
        Table.Cell(schedule.clock.text(at: segment.start)),
        Table.Cell(schedule.clock.text(at: segment.end)),
        Table.Cell(segment.state.name, Tint(segment.state)),
        Table.Cell(segment.confidence.map { Words.decimal(Double($0), 2) } ?? "–"))
    }
    return table
  }
}

extension String {
  /// The text in lines of at most so many characters, broken between words.
  fileprivate func lines(of width: Int) -> [String] {
    var lines: [String] = []
    for word in split(separator: " ") {
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines.isEmpty ? [""] : lines
  }
}
