import Feeds
import Workspace

/// All that there is to say of one feed.
struct FeedDetails {
  let feed: Feed
  let timeline: Timeline
  let statistics: FeedStatistics
  let problems: [Problem]

  /// Its JSON object: that of the list of feeds, with more.
  var json: JSON {
    var members = FeedSummary(feed, timeline, missing: statistics.missing).members
    members["min"] = JSON(statistics.min)
    members["mean"] = JSON(statistics.mean)
    members["max"] = JSON(statistics.max)
    members["last_value"] = JSON(statistics.last)
    members["gaps"] = .array(
      statistics.gaps.map { gap in
        let times = timeline.times(of: gap)
        return .object(["start": JSON(times.lowerBound), "end": JSON(times.upperBound)])
      })
    members["problems"] = .array(problems.map(\.json))
    return .object(members)
  }

  /// A card for people.
  ///
  /// - Parameters:
  ///   - circuits: The circuits, in one of which the feed may play a role.
  ///   - clock: The zone of times.
  /// - Returns: The card's lines.
  func text(_ circuits: [Circuit], _ clock: LocalTime) -> String {
    var facts = Table.facts()
    if !feed.tag.isEmpty { facts.add(fact: "tag", feed.tag) }
    facts.add(
      fact: "kind", feed.kind == .state ? "state: on, off or unknown" : "measured, read-only")
    for circuit in circuits {
      for (role, id) in circuit.roles where id == feed.id {
        facts.add(fact: "circuit", "\(role) of \(circuit.name)")
      }
    }
    facts.add(
      fact: "points",
      "\(Words.count(timeline.count)), one every \(Words.duration(timeline.interval))")
    if timeline.count > 0 {
      facts.add(fact: "first", "\(clock.text(timeline.start)) (\(clock.zoneName))")
      facts.add(fact: "last", clock.text(timeline.lastTime))
      if statistics.recorded > 0 { facts.add(fact: "values", values) }
      facts.add(fact: "missing", missing(clock))
    }
    let title = feed.name == "\(feed.id)" ? "Feed \(feed.id)" : "Feed \(feed.id)  \(feed.name)"
    return Tint.bold.applied(to: title.printable()) + "\n" + facts.text()
  }

  private var values: String {
    let unit = feed.unit.isEmpty ? "" : " \(feed.unit)"
    return [
      ("min", statistics.min), ("mean", statistics.mean), ("max", statistics.max),
      ("last", statistics.last),
    ]
    .compactMap { name, value in value.map { "\(name) \(Words.value($0))\(unit)" } }
    .joined(separator: ", ")
  }

  private func missing(_ clock: LocalTime) -> String {
    guard let longest = statistics.gaps.max(by: { $0.count < $1.count }) else { return "none" }
    let times = timeline.times(of: longest)
    return
      "\(Words.count(statistics.missing)) (\(Words.percent(statistics.missing, of: timeline.count)))"
      + " in \(Words.count(statistics.gaps.count, "gap")), the longest "
      + "\(Words.duration(times.count)) from \(clock.text(times.lowerBound))"
  }
}

extension Problem {
  /// What was found and the way out.
  var sentence: String { "\(detail) \(remedy)" }

  /// Its JSON object.
  var json: JSON {
    .object([
      "feed": JSON(feed), "problem": JSON(problem.rawValue), "detail": JSON(detail),
      "remedy": JSON(remedy),
    ])
  }
}
