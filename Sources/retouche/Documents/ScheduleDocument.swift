import Charts
import Feeds
import Schedule
import Workspace

extension ScheduleReport {
  /// Its JSON document: all that the page shows. Instants are Unix seconds, dates and times of day those
  /// of the zone.
  var json: JSON {
    .object([
      "circuit": JSON(circuit.name), "state_feed": JSON(state.id),
      "zone": JSON(schedule.clock.zone), "period": period, "certainty": certainty,
      "facts": .array(
        schedule.facts.map {
          .object(["name": JSON($0.name), "figure": JSON($0.figure), "note": JSON($0.note)])
        }),
      "working_days": workingDays, "weekdays": .array(schedule.weekdays.map(\.json)),
      "week_profile": .array(
        schedule.week.shares.map { .array($0.map { JSON(rounded: $0) }) }),
      "days": .array(schedule.days.map(\.json)), "months": .array(schedule.months.map(\.json)),
      "seasons": .array(schedule.seasons.map(\.json)),
      "starts_a_day": JSON(schedule.startsADay),
      "pauses": .array(schedule.pauses.map(\.json)), "breaks": .array(schedule.breaks.map(\.json)),
      "regimes": regimes,
      "boosts": .array(schedule.regimes.boosts.map(\.json)),
      "setbacks": .array(schedule.regimes.setbacks.map(\.json)),
      "hours_by_outdoor": schedule.hoursByOutdoor.value.map(\.json) ?? .null,
      "heating_curve": schedule.curve.value.map(\.json) ?? .null,
      "rooms": schedule.room.value.map(\.json) ?? .null,
      "runs": .array(runs), "by_hand": .array(schedule.byHand.map(\.json)),
      "missing": .object(missing),
    ])
  }

  private var period: JSON {
    .object([
      "start": JSON(schedule.window.lowerBound), "end": JSON(schedule.window.upperBound),
      "days": JSON(schedule.days.count), "hours_on": JSON(hours: schedule.on),
      "hours_off": JSON(hours: schedule.off), "hours_unknown": JSON(hours: schedule.unknown),
      "share_known": JSON(
        rounded: Double(schedule.on + schedule.off) / Double(max(1, schedule.covered))),
    ])
  }

  private var certainty: JSON {
    let certainty = schedule.certainty
    return .object([
      "mean_confidence": JSON(rounded: certainty.meanConfidence),
      "hours_uncertain": JSON(hours: certainty.uncertain),
      "hours_by_hand": JSON(hours: certainty.byHand),
      "least_sure": .array(certainty.longest.map(\.json)),
    ])
  }

  private var workingDays: JSON {
    .object([
      "weekdays": .array(
        schedule.weekdays.filter(\.works).map { JSON(Quantity.weekday($0.weekday)) }),
      "first_on": JSON(schedule.firstOn), "last_off": JSON(schedule.lastOff),
    ])
  }

  private var regimes: JSON {
    var members: [String: JSON] = [:]
    for regime in HeatRegime.allCases {
      members[regime.rawValue] =
        schedule.levels[regime].map { level in
          .object([
            "hours": JSON(hours: level.duration), "supply_p10": JSON(rounded: level.low),
            "supply_median": JSON(rounded: level.median), "supply_p90": JSON(rounded: level.high),
          ])
        } ?? .null
    }
    members["depth_k"] = JSON(rounded: schedule.regimes.depth.value)
    members["reduced_hours"] =
      schedule.regimes.depth.value == nil
      ? .null : .array(schedule.regimes.reducedHours.map { $0.map(JSON.bool) ?? .null })
    members["boost_habit"] =
      schedule.boost.value.map { boost in
        .object([
          "count": JSON(boost.count), "days_with": JSON(boost.daysWith),
          "days_heated": JSON(boost.daysHeated), "start": JSON(boost.start),
          "duration_h": JSON(boost.duration, by: 3_600),
          "supply": JSON(boost.level),
          "excess_k": JSON(boost.excess),
        ])
      } ?? .null
    members["night_setback"] = schedule.nightSetback.map(\.json) ?? .null
    members["day_setback"] = schedule.daySetback.map(\.json) ?? .null
    return .object(members)
  }

  /// All time of the period, cut where the state or the regime changes.
  private var runs: [JSON] {
    func run(_ start: Int, _ end: Int, _ state: String, _ regime: String?) -> JSON {
      .object([
        "start": JSON(start), "end": JSON(end), "state": JSON(state), "regime": JSON(regime),
      ])
    }
    let others = schedule.spans.filter { $0.state != .on }.map {
      ($0.start, run($0.start, $0.end, $0.state.name, nil))
    }
    let heat = schedule.regimes.spans.map {
      ($0.start, run($0.start, $0.end, State.on.name, $0.regime.rawValue))
    }
    return (others + heat).sorted { $0.0 < $1.0 }.map(\.1)
  }

  /// Why what was looked for is missing.
  private var missing: [String: JSON] {
    let hours = schedule.hoursByOutdoor
    let curve = schedule.curve
    return [
      "boost": schedule.boost.reason, "setback": schedule.regimes.depth.reason,
      "hours_line": hours.reason ?? hours.value?.line.reason,
      "heating_limit": hours.reason ?? hours.value?.limit.reason,
      "heating_curve": curve.reason ?? curve.value?.line.reason, "rooms": schedule.room.reason,
    ].compactMapValues { $0.map(JSON.string) }
  }
}

extension JSON {
  /// Hours of a number of seconds.
  fileprivate init(hours seconds: Int) { self.init(rounded: Double(seconds) / 3_600) }

  /// A number to a thousandth: what lies behind that is no knowledge.
  fileprivate init(rounded value: Double?) {
    self.init(value.map { ($0 * 1_000).rounded() / 1_000 })
  }

  /// Times of day, `HH:MM`.
  fileprivate init(_ spread: ClockSpread?) {
    self =
      spread.map { spread in
        .object([
          "count": JSON(spread.count), "q25": JSON(Quantity.clock(spread.low)),
          "median": JSON(Quantity.clock(spread.median)), "q75": JSON(Quantity.clock(spread.high)),
          "usual": JSON(Quantity.clock(spread.usual)), "usual_count": JSON(spread.usualCount),
        ])
      } ?? .null
  }

  /// Values, each divided by a unit: 3600 makes hours of seconds.
  fileprivate init(_ spread: Spread?, by unit: Double = 1) {
    self =
      spread.map { spread in
        .object([
          "count": JSON(spread.count), "q25": JSON(rounded: spread.low / unit),
          "median": JSON(rounded: spread.median / unit), "q75": JSON(rounded: spread.high / unit),
        ])
      } ?? .null
  }
}

extension LaneSegment {
  fileprivate var json: JSON {
    .object([
      "start": JSON(start), "end": JSON(end), "state": JSON(state.name),
      "confidence": JSON(confidence),
    ])
  }
}

extension WeekdayPattern {
  fileprivate var json: JSON {
    .object([
      "weekday": JSON(Quantity.weekday(weekday)), "works": .bool(works), "days": JSON(daysTold),
      "days_without_heat": JSON(daysWithoutHeat), "days_reduced": JSON(daysReduced),
      "days_entirely_on": JSON(daysEntirelyOn), "hours_on": JSON(hours),
      "first_on": JSON(firstOn), "last_off": JSON(lastOff), "boost_start": JSON(boostStart),
      "boost_duration_h": JSON(boostDuration, by: 3_600),
    ])
  }
}

extension ScheduleDay {
  fileprivate var json: JSON {
    .object([
      "date": JSON(Quantity.isoDate(dayNumber)), "told": .bool(isTold), "hours_on": JSON(hours: on),
      "hours_off": JSON(hours: off), "hours_unknown": JSON(hours: unknown),
      "hours_boost": JSON(hours: boost),
      "hours_reduced": JSON(hours: reduced), "starts": JSON(starts),
      "first_on": JSON(firstOn.map { Quantity.clock($0) }),
      "last_off": JSON(lastOff.map { Quantity.clock($0) }), "outdoor": JSON(rounded: outdoor),
      "indoor": JSON(rounded: indoor),
    ])
  }
}

extension PeriodSummary {
  fileprivate var json: JSON {
    .object([
      "name": JSON(name), "from": JSON(Quantity.isoDate(days.lowerBound)),
      "to": JSON(Quantity.isoDate(days.upperBound - 1)), "hours_on": JSON(hours: on),
      "hours_off": JSON(hours: off), "hours_unknown": JSON(hours: unknown),
      "hours_boost": JSON(hours: boost),
      "hours_reduced": JSON(hours: reduced), "days": JSON(daysTold),
      "days_heated": JSON(daysHeated),
      "days_entirely_on": JSON(daysEntirelyOn), "hours_a_day": JSON(rounded: hoursADay),
      "starts_a_day": JSON(rounded: startsADay),
      "first_heated": JSON(firstHeated.map(Quantity.isoDate)),
      "last_heated": JSON(lastHeated.map(Quantity.isoDate)), "first_on": JSON(firstOn),
      "last_off": JSON(lastOff), "outdoor": JSON(rounded: outdoor), "indoor": JSON(rounded: indoor),
    ])
  }
}

extension Pause {
  fileprivate var json: JSON {
    .object([
      "start": JSON(start), "end": JSON(end), "hours": JSON(hours: duration),
      "whole": .bool(isWhole),
    ])
  }
}

extension Break {
  fileprivate var json: JSON {
    .object([
      "from": JSON(Quantity.isoDate(days.lowerBound)),
      "to": JSON(Quantity.isoDate(days.upperBound - 1)), "days": JSON(days.count),
      "kind": JSON(kind.rawValue), "outdoor": JSON(rounded: outdoor),
    ])
  }
}

extension Boost {
  fileprivate var json: JSON {
    .object([
      "start": JSON(start), "end": JSON(end), "supply": JSON(rounded: level),
      "excess_k": JSON(rounded: excess),
    ])
  }
}

extension Setback {
  fileprivate var json: JSON {
    .object(["start": JSON(start), "end": JSON(end), "supply": JSON(rounded: level)])
  }
}

extension SetbackHabit {
  fileprivate var json: JSON {
    .object([
      "count": JSON(count), "hours": JSON(hours: heat), "start": JSON(start),
      "end": JSON(end), "duration_h": JSON(duration, by: 3_600),
      "supply": JSON(level),
    ])
  }
}

extension HoursByOutdoor {
  fileprivate var json: JSON {
    .object([
      "points": .array(
        points.map {
          .object([
            "date": JSON(Quantity.isoDate($0.dayNumber)), "outdoor": JSON(rounded: $0.outdoor),
            "hours": JSON(rounded: $0.hours), "works": .bool($0.works),
          ])
        }),
      "line": line.value.map { line in
        .object([
          "slope_h_per_k": JSON(rounded: line.slope), "hours_at_0": JSON(rounded: line.hoursAtZero),
          "from": JSON(rounded: line.outdoor.lowerBound),
          "to": JSON(rounded: line.outdoor.upperBound),
          "typical_error_h": JSON(rounded: line.typicalError),
        ])
      } ?? .null,
      "limit": limit.value.map { limit in
        .object([
          "outdoor": JSON(rounded: limit.outdoor), "days_warmer": JSON(limit.warmer),
          "days_warmer_heated": JSON(limit.warmerHeated),
        ])
      } ?? .null,
    ])
  }
}

extension HeatingCurve {
  fileprivate var json: JSON {
    func points(_ points: [Point]) -> JSON {
      .array(
        points.map {
          .object([
            "date": JSON(Quantity.isoDate($0.dayNumber)), "outdoor": JSON(rounded: $0.outdoor),
            "supply": JSON(rounded: $0.supply),
          ])
        })
    }
    return .object([
      "slope": JSON(rounded: line.value?.slope), "foot": JSON(rounded: line.value?.foot),
      "normal": points(normal),
      "reduced": points(reduced),
    ])
  }
}

extension RoomTemperatures {
  fileprivate var json: JSON {
    .object([
      "at_first_on": JSON(atFirstOn), "at_last_off": JSON(atLastOff),
      "normal": JSON(normal), "reduced": JSON(reduced),
      "off": JSON(off),
    ])
  }
}
