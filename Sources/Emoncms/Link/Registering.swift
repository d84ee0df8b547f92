import Feeds
public import Workspace

extension EmoncmsLink {
  /// Makes a state feed of the workspace a feed of the Emoncms, wholly or not at all.
  ///
  /// One that is registered already stays as it is.
  ///
  /// - Parameters:
  ///   - feed: A state feed.
  ///   - name: What it is to be called there; nil for its name here.
  ///   - tag: The node to show it under; nil for its tag here.
  /// - Returns: Its id there, and whether it was made now.
  /// - Throws: ``EmoncmsError``, ``WorkspaceError`` or ``FeedError``; nothing of it is then left there,
  ///   or the error says what is.
  public func register(
    _ feed: Feed, name: String? = nil, tag: String? = nil
  ) throws -> (remote: Int, isNew: Bool) {
    guard feed.kind == .state else {
      throw EmoncmsError(
        .unsupported, feed.title,
        "was measured: an Emoncms has it already, or should log it itself",
        remedy: "Register a state feed.")
    }
    return try alone {
      if let known = try workspace.registration(of: feed, on: connection), let id = known.remote {
        // Gone or another's since: it is not made anew behind anybody's back.
        try requireOurs(known, id)
        return (id, false)
      }
      let reader = try workspace.wholeReader(feed)
      let new = try NewFeed(
        name: name ?? feed.name, tag: tag ?? feed.tag, unit: feed.unit, timeline: reader.timeline)
      try requireFree(new)
      let points = try reader.points()
      let intent = Registration(
        connection: connection, feed: feed.id, name: new.name, tag: new.tag, remote: nil,
        timeline: new.timeline, points: points)
      try workspace.save(intent)
      let id: Int
      do {
        id = try points.withUnsafeBufferPointer { buffer throws(EmoncmsError) in
          try installation.create(new, points: buffer)
        }
      } catch {
        // What cannot be looked at now is settled by the next command.
        if let feeds = try? installation.feeds(), !feeds.contains(where: new.isSame) {
          try? workspace.forget(intent)
        }
        throw error
      }
      try workspace.save(intent.registered(as: id))
      return (id, true)
    }
  }

  /// Removes a registered feed from the Emoncms. The feed of the workspace and its journal stay.
  ///
  /// - Parameter feed: A state feed that is registered there.
  /// - Returns: The id that it had there; nil where it was gone already.
  /// - Throws: ``EmoncmsError`` with code `conflict` where another feed bears its id there.
  public func unregister(_ feed: Feed) throws -> Int? {
    try alone {
      let (known, id) = try registration(of: feed)
      guard try installation.feeds().contains(where: { $0.id == id }) else {
        try workspace.forget(known)
        return nil
      }
      try requireOurs(known, id)
      try installation.delete(id)
      try workspace.forget(known)
      return id
    }
  }

  /// Refuses a feed of the Emoncms that is no longer the one that was registered.
  ///
  /// - Returns: Its timeline.
  @discardableResult
  func requireOurs(_ known: Registration, _ id: Int) throws(EmoncmsError) -> Timeline {
    let title = "feed \(id) of \(installation.title)"
    guard let there = try installation.feeds().first(where: { $0.id == id }) else {
      throw EmoncmsError(
        .notFound, title, "is gone: it was deleted there",
        remedy: "`retouche emoncms unregister \(known.feed)` forgets it; then register it again.")
    }
    guard let timeline = try installation.timeline(of: id) else {
      throw EmoncmsError(
        .conflict, title, "has no points any more: it was cleared there",
        remedy: "Delete it there, `retouche emoncms unregister \(known.feed)`, and register again.")
    }
    guard there.engine == EmoncmsFeed.fixedInterval, timeline.start == known.timeline.start,
      timeline.interval == known.timeline.interval
    else {
      throw EmoncmsError(
        .conflict, title,
        "is \(there.tag):\(there.name), from \(timeline.start) on every "
          + "\(timeline.interval) s, and not the feed that was registered",
        remedy:
          "Another feed took its id, or it was trimmed. Look at it there before anything else.")
    }
    return timeline
  }

  private func requireFree(_ new: NewFeed) throws(EmoncmsError) {
    guard let taken = try installation.feeds().first(where: new.isSame) else { return }
    throw EmoncmsError(
      .taken, "\(new.tag):\(new.name)", "is feed \(taken.id) of \(installation.title) already",
      remedy: "Choose another name with --name, or another tag with --tag.")
  }
}

extension NewFeed {
  /// Whether a feed bears this name under this tag.
  func isSame(_ feed: EmoncmsFeed) -> Bool { feed.name == name && feed.tag == tag }
}

extension Registration {
  /// The same, with an id there.
  func registered(as id: Int) -> Registration {
    Registration(
      connection: connection, feed: feed, name: name, tag: tag, remote: id, timeline: timeline,
      points: points)
  }

  /// The same, with what the Emoncms holds now.
  func holding(_ points: [Float]) -> Registration {
    Registration(
      connection: connection, feed: feed, name: name, tag: tag, remote: remote,
      timeline: Timeline(
        start: timeline.start, interval: timeline.interval, count: points.count), points: points)
  }
}
