import Feeds
public import Workspace

/// Looks at an Emoncms for what is wrong with it, and changes nothing.
public struct EmoncmsExaminer {
  private let installation: any Installation
  private let registrations: [Registration]?
  private let localTime: LocalTime

  /// - Parameters:
  ///   - installation: The Emoncms.
  ///   - registrations: What a workspace has registered there; nil for no workspace.
  ///   - localTime: How instants are told.
  public init(
    _ installation: any Installation, registrations: [Registration]? = nil, localTime: LocalTime
  ) {
    self.installation = installation
    self.registrations = registrations
    self.localTime = localTime
  }

  /// Looks at it.
  ///
  /// - Parameter progress: Told of the feeds that have been looked at, and of all.
  /// - Returns: What is so, and what is wrong.
  /// - Throws: ``EmoncmsError`` where the Emoncms cannot be looked at at all.
  public func examine(
    progress: (Int, Int) -> Void = { _, _ in }
  ) throws -> EmoncmsExamination {
    var examination = EmoncmsExamination()
    let examinable = installation as? any Examinable
    try examinable?.examineServers(&examination)
    let feeds = try installation.feeds()
    let fixed = feeds.filter { $0.engine == EmoncmsFeed.fixedInterval }
    examination.facts.append(.init("Emoncms", installation.title))
    examination.facts.append(.init("feeds", "\(feeds.count), \(fixed.count) of them PHPFina"))
    var timelines: [Int: Timeline] = [:]
    for (index, feed) in feeds.enumerated() {
      timelines[feed.id] = try look(at: feed, &examination.findings)
      progress(index + 1, feeds.count)
    }
    sameNames(feeds, &examination.findings)
    if let registrations {
      examination.facts.append(.init("registered from here", "\(registrations.count)"))
      for known in registrations {
        try look(at: known, feeds, timelines, &examination.findings)
      }
    }
    try examinable?.examine(feeds, &examination)
    return examination
  }

  private func look(
    at feed: EmoncmsFeed, _ findings: inout [EmoncmsFinding]
  ) throws -> Timeline? {
    guard feed.engine == EmoncmsFeed.fixedInterval else {
      if feed.engine == 0 {
        findings.append(
          EmoncmsFinding(
            feed.title, "has engine 0, as a row without an engine gets it",
            consequence: "Emoncms answers the whole list with an error where its table is missing.",
            remedy: "Give it its engine (5 for PHPFina), or delete the row."))
      }
      return nil
    }
    let timeline: Timeline?
    do throws(EmoncmsError) {
      timeline = try installation.timeline(of: feed.id)
    } catch {
      guard [.notFound, .malformed, .readOnly, .system].contains(error.code) else { throw error }
      findings.append(
        EmoncmsFinding(
          feed.title, "has no files that can be read (\(error.problem))",
          consequence: "It is listed and plots nothing.",
          remedy: "Restore its files from a backup, or delete it in Emoncms."))
      return nil
    }
    guard let timeline else { return nil }
    if !timeline.isAligned {
      findings.append(
        EmoncmsFinding(
          feed.title,
          "starts at \(timeline.start), no multiple of its interval of \(timeline.interval) s",
          consequence: "Emoncms reads its points one slot away from where it writes them.",
          remedy:
            "Do not edit it in Emoncms; move its start to \(timeline.start - timeline.start % timeline.interval)."
        ))
    }
    if let shown = feed.lastTime, shown < timeline.lastTime - timeline.interval {
      findings.append(
        EmoncmsFinding(
          feed.title,
          "shows a last value of \(local(shown)), and its points go on to "
            + "\(local(timeline.lastTime))",
          consequence: "The list of feeds is out of date, and so is what reckons with it.",
          remedy: "On the machine: delete the fields time and value of its hash in Redis."))
    }
    return timeline
  }

  private func sameNames(_ feeds: [EmoncmsFeed], _ findings: inout [EmoncmsFinding]) {
    let groups = Dictionary(grouping: feeds) { "\($0.tag):\($0.name)" }.filter {
      $0.value.count > 1
    }
    for (name, feeds) in groups.sorted(by: { $0.key < $1.key }) {
      let ids = feeds.map { "\($0.id)" }.joined(separator: ", ")
      findings.append(
        EmoncmsFinding(
          name, "is the name of several feeds: \(ids)",
          consequence: "What asks for it by name gets any of them.",
          remedy: "Rename all but one in Emoncms."))
    }
  }

  private func look(
    at known: Registration, _ feeds: [EmoncmsFeed], _ timelines: [Int: Timeline],
    _ findings: inout [EmoncmsFinding]
  ) throws {
    let title = "feed \(known.feed) of this workspace (\(known.tag):\(known.name))"
    guard let remote = known.remote else {
      findings.append(
        EmoncmsFinding(
          title, "was being registered when the program was cut off",
          consequence: "It may be there in part.",
          remedy: "Run `retouche emoncms register \(known.feed)`: it settles that first."))
      return
    }
    guard feeds.contains(where: { $0.id == remote }) else {
      findings.append(
        EmoncmsFinding(
          title, "was feed \(remote) there, which is gone",
          consequence: "Nothing can be pushed to it.",
          remedy: "`retouche emoncms unregister \(known.feed)` forgets it; then register it again.")
      )
      return
    }
    guard let timeline = timelines[remote], timeline.start == known.timeline.start,
      timeline.interval == known.timeline.interval, timeline.count >= known.timeline.count
    else {
      findings.append(
        EmoncmsFinding(
          title, "is feed \(remote) there, which has another start, interval or fewer points now",
          consequence: "Nothing can be pushed to it.",
          remedy: "Look at it there: it was trimmed, cleared, or another took its id."))
      return
    }
    let pending = try installation.pendingPoints(of: remote)
    if pending > 0 {
      findings.append(
        EmoncmsFinding(
          title, "has \(pending) points in the low-write buffer there",
          consequence: "They would overwrite what is pushed.",
          remedy: "Wait until Emoncms has written them before pushing."))
    }
  }

  private func local(_ time: Int) -> String { localTime.text(time) }
}

extension EmoncmsFeed {
  /// Its id and its name, as findings say it.
  var title: String { "feed \(id) (\(tag):\(name))" }
}
