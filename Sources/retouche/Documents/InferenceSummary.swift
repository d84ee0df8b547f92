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
      "mean_confidence": JSON(meanConfidence), "changed_points": JSON(changedPoints),
      "edit": JSON(edit), "notes": .array(notes.map { JSON($0) }),
      "elapsed_s": JSON(elapsed / .seconds(1)),
    ])
  }

  /// What was done, for people.
  ///
  /// - Parameter feed: The circuit's state feed; nil where a dry run made none.
  /// - Returns: The card's lines.
  func text(_ feed: Feed?) -> String {
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
    facts.add(fact: "changed", changed(feed))
    let heading =
      edit == nil
      ? "\(circuit): what \(meaning) by method \(method) would give"
      : "\(circuit): \(meaning) inferred by method \(method)"
    let notes = notes.map { "\nNote: \($0)\n" }.joined()
    return Tint.bold.applied(to: heading.printable()) + "\n" + facts.text()
      + notes.printable(keepingLines: true)
  }

  private func changed(_ feed: Feed?) -> String {
    let points = Words.count(changedPoints, "point")
    let target = feed.map { "feed \($0.id) (\($0.name))" } ?? "a state feed yet to be made"
    return edit.map { "\(points) of \(target), edit \($0)" }
      ?? "nothing: \(points) of \(target) would"
  }
}
