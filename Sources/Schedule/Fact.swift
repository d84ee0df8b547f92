/// Something to know of a schedule at a glance.
public struct Fact: Sendable, Hashable {
  /// What it is about, such as `Boost`.
  public let name: String
  /// The figure, short; a dash where it is not known.
  public let figure: String
  /// What explains it, or says why it is not known.
  public let note: String

  init(_ name: String, _ figure: String?, _ note: String) {
    self.name = name
    self.figure = figure ?? "–"
    self.note = note
  }
}

extension Schedule {
  /// What there is to know at a glance, in the order of importance.
  public var facts: [Fact] {
    [
      heatFact, workingFact, otherFact, boostFact, setbackFact, limitFact, hoursFact, curveFact,
      roomFact, startsFact, breakFact, certaintyFact,
    ]
  }

  private var heatFact: Fact {
    let known = on + off
    guard known > 0 else {
      return Fact("Heat", nil, "Nothing is known of the state in this time.")
    }
    guard on > 0 else { return Fact("Heat", "0 h", "Off at all known times.") }
    var share = "\(Quantity.hours(on)) in all, \(Quantity.percent(on, of: known)) of the known time"
    if let mean = days.filter({ $0.isTold && !$0.isWithoutHeat }).mean(of: \.hoursOn) {
      share += "; \(Quantity.number(mean)) h on a day with heat"
    }
    guard off > 0 else { return Fact("Heat", "always on", share) }
    let told = days.filter(\.isTold)
    guard let mean = told.mean(of: \.hoursOn) else {
      return Fact("Heat", Quantity.hours(on), share)
    }
    return Fact("Heat", "\(Quantity.number(mean)) h a day", share)
  }

  private var workingFact: Fact {
    let working = weekdays.filter(\.works).map(\.weekday)
    let name = working.count == 7 ? "Days" : "Working days"
    guard let firstOn, let lastOff else {
      let none = firstOn == nil && lastOff == nil ? "neither starts nor stops" : "seldom both"
      return Fact(
        name, nil, "On \(Quantity.weekdays(working)), heat \(none) in the course of a day.")
    }
    return Fact(
      name, "\(Quantity.clock(firstOn.median)) – \(Quantity.clock(lastOff.median))",
      "\(Quantity.weekdays(working)): medians of first start and last stop; most often "
        + "\(Quantity.usual(firstOn)) and \(Quantity.usual(lastOff))")
  }

  private var otherFact: Fact {
    let others = weekdays.filter { !$0.works && $0.daysTold > 0 }
    guard !others.isEmpty else {
      guard weekdays.contains(where: { $0.daysTold > 0 }) else {
        return Fact("Other days", nil, "Of no day enough is known.")
      }
      return Fact("Other days", "none", "No weekday is heated otherwise than the rest.")
    }
    func sum(_ count: (WeekdayPattern) -> Int) -> Int { others.reduce(0) { $0 + count($1) } }
    let told = sum(\.daysTold)
    let (none, reduced, full) = (sum(\.daysWithoutHeat), sum(\.daysReduced), sum(\.daysEntirelyOn))
    var parts = ["\(none) without heat"]
    if regimes.depth.value != nil { parts.append("\(reduced) at the reduced level only") }
    return Fact(
      Quantity.weekdays(others.map(\.weekday)),
      2 * none > told ? "no heat" : 2 * reduced > told ? "reduced" : "mixed",
      "Of \(told) days: " + parts.joined(separator: ", ") + "; heat never stopped on \(full) of all"
    )
  }

  private var boostFact: Fact {
    guard case .found(let boost) = boost else {
      return Fact("Boost", on > 0 ? "none" : nil, boost.reason ?? "")
    }
    return Fact(
      "Boost",
      "\(Quantity.clock(boost.start.median)), \(Quantity.duration(Int(boost.duration.median)))",
      "at \(levels[.boost].map { Quantity.celsius($0.median) } ?? "–"), \(Quantity.kelvin(boost.excess.median)) above what "
        + "follows; on \(boost.daysWith) of \(boost.daysHeated) working days with normal heat")
  }

  private var setbackFact: Fact {
    guard case .found(let depth) = regimes.depth else {
      return Fact("Setback", on > 0 ? "none" : nil, regimes.depth.reason ?? "")
    }
    let time = levels[.reduced].map { Quantity.hours($0.duration) } ?? "0 h"
    let kinds = [
      nightSetback.map { "\($0.count) at night" }, daySetback.map { "\($0.count) by day" },
    ]
    return Fact(
      "Setback", levels[.reduced].map { Quantity.celsius($0.median) },
      "\(Quantity.kelvin(depth)) lower than normal at the same outdoor temperature; \(time): "
        + kinds.compactMap(\.self).joined(separator: ", "))
  }

  private var limitFact: Fact {
    guard let hours = hoursByOutdoor.value else {
      return Fact("Heating limit", nil, hoursByOutdoor.reason ?? "")
    }
    guard case .found(let limit) = hours.limit else {
      return Fact("Heating limit", nil, hours.limit.reason ?? "")
    }
    return Fact(
      "Heating limit", Quantity.celsius(limit.outdoor),
      "\(limit.warmer - limit.warmerHeated) of the \(limit.warmer) working days warmer than this on "
        + "average were without heat")
  }

  private var hoursFact: Fact {
    guard let hours = hoursByOutdoor.value else {
      return Fact("Hours by weather", nil, hoursByOutdoor.reason ?? "")
    }
    guard case .found(let line) = hours.line else {
      return Fact("Hours by weather", nil, hours.line.reason ?? "")
    }
    let middle = ((line.outdoor.lowerBound + line.outdoor.upperBound) / 2).rounded()
    return Fact(
      "Hours by weather", "\(Quantity.number(line.slope, decimals: 2)) h/K",
      "more a day for each kelvin colder; \(Quantity.number(line.hours(at: middle))) h at "
        + "\(Quantity.number(middle, decimals: 0)) °C, a working day typically "
        + "\(Quantity.number(line.typicalError)) h off the line")
  }

  private var curveFact: Fact {
    guard let curve = curve.value else {
      return Fact("Heating curve", nil, self.curve.reason ?? "")
    }
    guard case .found(let line) = curve.line else {
      return Fact("Heating curve", nil, curve.line.reason ?? "")
    }
    return Fact(
      "Heating curve", "slope \(Quantity.number(line.slope, decimals: 2))",
      "foot \(Quantity.celsius(line.foot)) at 20 °C outdoors, "
        + "\(Quantity.celsius(line.supply(at: 0))) at 0 °C; normal heat, boosts left out")
  }

  private var roomFact: Fact {
    guard let room = room.value else { return Fact("Rooms", nil, self.room.reason ?? "") }
    guard let normal = room.normal else {
      return Fact("Rooms", nil, "No room temperature was recorded while heat was on.")
    }
    var note = "median while heat is normal"
    if let start = room.atFirstOn {
      note += "; \(Quantity.celsius(start.median)) at the first start"
    }
    if let stop = room.atLastOff { note += ", \(Quantity.celsius(stop.median)) at the last stop" }
    return Fact("Rooms", Quantity.celsius(normal.median), note)
  }

  private var startsFact: Fact {
    guard let startsADay, let mostStarts else {
      return Fact("Starts", nil, "No heated day is known.")
    }
    let heated = days.filter { $0.isTold && !$0.isWithoutHeat }
    return Fact(
      "Starts", "\(Quantity.number(heated.mean { Double($0.starts) } ?? 0)) a day",
      "on days with heat; half of them have \(Quantity.range(startsADay)), the most "
        + "\(mostStarts.starts) on \(Quantity.date(mostStarts.dayNumber))")
  }

  private var breakFact: Fact {
    guard let first = breaks.first else {
      return Fact("Breaks", "none", "Nowhere are there three days or more without normal heat.")
    }
    let longest = breaks.reduce(first) { $1.days.count > $0.days.count ? $1 : $0 }
    return Fact(
      "Breaks", "\(breaks.count)",
      "times three days or more without normal heat, the longest \(longest.days.count) days from "
        + "\(Quantity.date(longest.days.lowerBound)): \(longest.kind.words)")
  }

  private var certaintyFact: Fact {
    var parts: [String] = []
    if let mean = certainty.meanConfidence {
      parts.append("confidence \(Quantity.number(mean, decimals: 2)) on average, of 1")
    }
    parts.append("\(Quantity.hours(unknown)) unknown")
    parts.append("\(Quantity.hours(certainty.byHand)) set by hand")
    return Fact(
      "Uncertain", Quantity.hours(certainty.uncertain),
      "below 0.8 of confidence; " + parts.joined(separator: ", "))
  }
}

extension Quantity {
  /// The time that is most frequent: `06:10 (12 of 15)`.
  package static func usual(_ spread: ClockSpread) -> String {
    "\(clock(spread.usual)) (\(spread.usualCount) of \(spread.count))"
  }

  /// The middle half of some times: `06:10–06:20`.
  package static func range(_ spread: ClockSpread) -> String {
    let ends = (clock(spread.low), clock(spread.high))
    return ends.0 == ends.1 ? ends.0 : "\(ends.0)–\(ends.1)"
  }

  /// The middle half of some durations: `1 h 5 min – 2 h`.
  package static func durations(_ spread: Spread) -> String {
    let ends = (duration(Int(spread.low)), duration(Int(spread.high)))
    return ends.0 == ends.1 ? ends.0 : "\(ends.0) – \(ends.1)"
  }

  /// The middle half of some counts: `1 to 3`.
  package static func range(_ spread: Spread) -> String {
    let ends = (number(spread.low, decimals: 0), number(spread.high, decimals: 0))
    return ends.0 == ends.1 ? ends.0 : "\(ends.0) to \(ends.1)"
  }
}
