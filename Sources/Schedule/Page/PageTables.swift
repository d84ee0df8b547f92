internal import Charts
internal import Feeds

/// The tables of a report's page.
extension Schedule {
  /// The months, and the seasons below them.
  var monthTable: PageTable {
    let hasRegimes = levels[.boost] != nil || levels[.reduced] != nil
    var table = PageTable(
      "Month", "#Days", "#On", "#Per day", "", "#Without heat", "#All day on", "#Starts a day",
      "First start", "Last stop", "#Boost", "#Reduced", "#Outdoors", "#Rooms", "#Unknown")
    func row(_ period: PeriodSummary, isSum: Bool) {
      func time(_ spread: ClockSpread?) -> PageTable.Cell {
        .text(spread.map { Quantity.clock($0.median) } ?? "–")
      }
      func part(_ seconds: Int) -> PageTable.Cell {
        hasRegimes ? .text(Quantity.hours(seconds)) : "–"
      }
      func celsius(_ value: Double?) -> PageTable.Cell {
        .text(value.map(Quantity.celsius) ?? "–")
      }
      let isKnown = period.on + period.off > 0
      table.add(
        [
          .text(period.name), "\(period.daysTold)",
          isKnown ? .text(Quantity.hours(period.on)) : "–",
          .text(period.hoursADay.map { "\(Quantity.number($0)) h" } ?? "–"),
          .elements(period.hoursADay.map(Self.gauge) ?? ""),
          "\(period.daysTold - period.daysHeated)", "\(period.daysEntirelyOn)",
          .text(period.startsADay.map { Quantity.number($0) } ?? "–"), time(period.firstOn),
          time(period.lastOff), part(period.boost), part(period.reduced),
          celsius(period.outdoor), celsius(period.indoor), .text(Quantity.hours(period.unknown)),
        ], isSum: isSum)
    }
    months.forEach { row($0, isSum: false) }
    seasons.forEach { row($0, isSum: true) }
    return table
  }

  /// A bar that is full at 24 hours.
  private static func gauge(_ hours: Double) -> String {
    let share = min(max(hours / 24, 0), 1) * 100
    return "<span class=\"gauge\"><span class=\"bar\" style=\"width:\(SVGText.number(share))%\">"
      + "</span></span>"
  }

  /// Times, durations and levels of each regime.
  var regimeTable: PageTable {
    var table = PageTable(
      "Regime", "#Times", "#Heat", "Begins", "Ends", "Lasts", "#Supply")
    func lasts(_ spread: Spread) -> PageTable.Cell {
      .text(Quantity.duration(Int(spread.median)) + " (\(Quantity.durations(spread)))")
    }
    func times(_ spread: ClockSpread) -> PageTable.Cell {
      "\(Quantity.clock(spread.median)) (\(Quantity.range(spread)))"
    }
    if let boost = boost.value {
      table.add([
        "Boost", "\(boost.count)", .text(levels[.boost].map { Quantity.hours($0.duration) } ?? "–"),
        times(boost.start), "–", lasts(boost.duration),
        .text(levels[.boost].map { Quantity.celsius($0.median) } ?? "–"),
      ])
    }
    if let level = levels[.normal] {
      table.add([
        "Normal", "–", .text(Quantity.hours(level.duration)),
        firstOn.map { times($0) } ?? "–", lastOff.map { times($0) } ?? "–", "–",
        .text(Quantity.celsius(level.median)),
      ])
    }
    for (name, habit) in [
      ("Setback at night", nightSetback), ("Setback by day", daySetback),
    ] {
      guard let habit else { continue }
      table.add([
        .text(name), "\(habit.count)", .text(Quantity.hours(habit.heat)), times(habit.start),
        times(habit.end), lasts(habit.duration), .text(Quantity.celsius(habit.level.median)),
      ])
    }
    return table
  }

  var breakTable: PageTable {
    var table = PageTable("From", "To", "#Days", "Heat", "#Outdoors")
    for item in breaks {
      table.add([
        .text(Quantity.date(item.days.lowerBound)), .text(Quantity.date(item.days.upperBound - 1)),
        "\(item.days.count)", .text(item.kind.words),
        .text(item.outdoor.map(Quantity.celsius) ?? "–"),
      ])
    }
    return table
  }

  var pauseTable: PageTable {
    var table = PageTable("Off from", "To", "#Lasts")
    for pause in pauses {
      table.add([
        .text(clock.text(at: pause.start)), .text(clock.text(at: pause.end)),
        .text((pause.isWhole ? "" : "at least ") + Quantity.duration(pause.duration)),
      ])
    }
    return table
  }

  var uncertainTable: PageTable {
    var table = PageTable("From", "To", "State", "#Confidence")
    for segment in certainty.longest {
      table.add([
        .text(clock.text(at: segment.start)), .text(clock.text(at: segment.end)),
        .text(segment.state.name),
        .text(segment.confidence.map { Quantity.number(Double($0), decimals: 2) } ?? "–"),
      ])
    }
    return table
  }

  /// What the rooms are like in each regime.
  var roomTable: PageTable? {
    guard let room = room.value else { return nil }
    var table = PageTable("Rooms", "#Median", "#Middle half")
    for (name, spread) in [
      ("at the first start", room.atFirstOn), ("in normal heat", room.normal),
      ("at the last stop", room.atLastOff), ("in reduced heat", room.reduced),
      ("without heat", room.off),
    ] {
      guard let spread else { continue }
      table.add([
        .text(name), .text(Quantity.celsius(spread.median)),
        "\(Quantity.number(spread.low))–\(Quantity.celsius(spread.high))",
      ])
    }
    return table.isEmpty ? nil : table
  }
}

extension Break.Kind {
  /// In words.
  package var words: String {
    switch self {
    case .off: "no heat"
    case .reduced: "reduced heat"
    case .mixed: "no or reduced heat"
    }
  }
}
