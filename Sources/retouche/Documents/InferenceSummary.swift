import Feeds
import Inference
import Workspace

extension InferenceReport {
  /// Its JSON object.
  ///
  /// - Parameter elapsed: How long it took, from the start of the command.
  /// - Returns: The object.
  func json(elapsed: Duration) -> JSON {
    .object([
      "circuit": JSON(circuit), "state_feed": JSON(stateFeed), "method": JSON(method),
      "meaning": JSON(meaning.rawValue), "segments": JSON(segments), "hours_on": JSON(hoursOn),
      "hours_off": JSON(hoursOff), "hours_unknown": JSON(hoursUnknown),
      "mean_confidence": JSON(meanConfidence), "uncertain_segments": JSON(doubtfulSegments),
      "uncertain_hours": JSON(doubtfulHours), "changed_points": JSON(changedPoints),
      "appended_points": JSON(appendedPoints), "provisional_from": JSON(provisionalFrom),
      "now": now.json, "edit": JSON(edit), "notes": .array(notes.map { JSON($0) }),
      "elapsed_s": JSON(elapsed / .seconds(1)),
    ])
  }

  /// What was done, for people.
  ///
  /// - Parameters:
  ///   - feed: The circuit's state feed; nil where a dry run made none.
  ///   - clock: The zone of local times.
  ///   - uncertain: The command that lists what is uncertain.
  /// - Returns: The card's lines.
  func text(_ feed: Feed?, _ clock: LocalTime, uncertain: String) -> String {
    let hours = hoursOn + hoursOff + hoursUnknown
    func share(_ part: Double) -> String {
      "\(Words.hours(part))  (\(Words.percent(Int(part * 60), of: Int(hours * 60))))"
    }
    var facts = Table.facts()
    facts.add(fact: "on", share(hoursOn))
    facts.add(fact: "off", share(hoursOff))
    if hoursUnknown > 0 { facts.add(fact: "unknown", share(hoursUnknown)) }
    facts.add(fact: "segments", Words.count(segments))
    if let meanConfidence {
      facts.add(fact: "confidence", "\(Words.decimal(meanConfidence, 2)) on average, of 1")
    }
    if doubtfulSegments > 0 {
      let stretches =
        doubtfulSegments == 1 ? "1 stretch" : "\(Words.count(doubtfulSegments)) stretches"
      facts.add(
        fact: "uncertain", "\(stretches), \(Words.hours(doubtfulHours)): see `\(uncertain)`")
    }
    if isOnward {
      let verb = isDry && appendedPoints > 0 ? "nothing: \(points(appendedPoints)) would be" : nil
      facts.add(fact: "appended", verb ?? points(appendedPoints))
    }
    facts.add(fact: "changed", changed(feed))
    if isOnward { facts.add(fact: "now", now.text(clock)) }
    facts.add(fact: "provisional", "from \(clock.text(provisionalFrom)) on")
    let heading =
      isDry
      ? "\(circuit): what \(meaning) by method \(method) would give"
      : "\(circuit): \(meaning) inferred by method \(method)"
    let notes = notes.map { "\nNote: \($0)\n" }.joined()
    return Tint.bold.applied(to: heading.printable()) + "\n" + facts.text()
      + notes.printable(keepingLines: true)
  }

  private func points(_ count: Int) -> String { Words.count(count, "point") }

  private func changed(_ feed: Feed?) -> String {
    let target = feed.map { "feed \($0.id) (\($0.name))" } ?? "a state feed yet to be made"
    if isDry { return "nothing: \(points(changedPoints)) of \(target) would" }
    guard let edit else { return "nothing: \(target) is as a full run would make it" }
    return "\(points(changedPoints)) of \(target), edit \(edit)"
  }
}

extension LiveState {
  /// Its JSON object.
  var json: JSON {
    .object([
      "time": JSON(time), "state": JSON(state.name), "confidence": JSON(confidence),
      "since": JSON(since),
    ])
  }

  /// What is told of the newest sample, for people.
  func text(_ clock: LocalTime) -> String {
    let sureness = state == .unknown ? "" : ", confidence \(Words.decimal(Double(confidence), 2))"
    return "\(state.name) since \(clock.text(since))\(sureness), at \(clock.text(time))"
  }
}
