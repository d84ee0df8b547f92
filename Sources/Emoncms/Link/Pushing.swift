import Feeds
public import Workspace

/// What becomes of points that were changed here and there.
public enum PushChoice: Sendable, Hashable {
  /// Nothing is written, and they are shown.
  case neither
  /// Those of the workspace are written.
  case ours
  /// Those of the Emoncms are taken into the workspace, as an edit that can be undone.
  case theirs
}

/// What a push did.
public struct PushReport: Sendable, Hashable {
  /// The feed's id there.
  public let remote: Int
  /// Points that changed there.
  public let changedPoints: Int
  /// Blocks that were sent.
  public let blocks: Int
  /// Points that were changed there alone and were left so.
  public let foreignPoints: Int
  /// The edit by which the workspace took points over, if it did.
  public let taken: EditReceipt?
}

extension EmoncmsLink {
  /// What a push would do.
  ///
  /// - Parameter feed: A registered feed.
  /// - Returns: The plan.
  /// - Throws: as ``push(_:choosing:)``.
  public func plan(_ feed: Feed) throws -> PushPlan {
    try alone { try comparison(feed).plan(overruling: false) }
  }

  /// Sends the edits of a registered feed: what has changed since the last push, in as few blocks as
  /// may be, each read back and compared.
  ///
  /// - Parameters:
  ///   - feed: A registered feed.
  ///   - choice: What becomes of points that were changed there too.
  /// - Returns: What was done.
  /// - Throws: ``EmoncmsError`` with code `conflict` where points were changed there too and no choice
  ///   was made, `buffered` while the low-write buffer holds points of the feed; ``WorkspaceError``.
  public func push(_ feed: Feed, choosing choice: PushChoice = .neither) throws -> PushReport {
    try alone {
      var compared = try comparison(feed)
      var plan = compared.plan(overruling: choice == .ours)
      var taken: EditReceipt?
      switch choice {
      case .neither:
        if !plan.conflicts.isEmpty { throw try conflict(plan, compared) }
      case .theirs:
        taken = try take(plan, compared, into: feed)
        compared = try comparison(feed)
        plan = compared.plan(overruling: true)
      case .ours: break
      }
      try send(plan.blocks, compared)
      return PushReport(
        remote: compared.id, changedPoints: plan.changedPoints, blocks: plan.blocks.count,
        foreignPoints: plan.foreign.reduce(0) { $0 + $1.count }, taken: taken)
    }
  }

  /// Brings back what the last push replaced.
  ///
  /// - Parameter feed: A registered feed.
  /// - Returns: How many points changed there.
  /// - Throws: ``EmoncmsError`` with code `notFound` where there is no push, `conflict` where its
  ///   points were changed there since.
  public func undoPush(_ feed: Feed) throws -> Int {
    try alone {
      let compared = try comparison(feed)
      guard let push = try workspace.lastPush(of: compared.known, in: [.written]) else {
        throw EmoncmsError(
          .notFound, feed.title, "has no push that could be taken back",
          remedy: "`retouche undo \(feed.id)` takes back edits of the workspace.")
      }
      var points = compared.remote.points
      var changed = 0
      for block in push.blocks {
        for (index, slot) in block.slots.enumerated() where slot < points.count {
          let bits = points[slot].bitPattern
          if bits == block.before[index].bitPattern { continue }
          guard bits == block.after[index].bitPattern else {
            throw EmoncmsError(
              .conflict, "feed \(compared.id) of \(installation.title)",
              "was changed since the push, at \(try local(compared.remote.timeline, slot)) first",
              remedy: "`retouche emoncms push \(feed.id) --theirs` takes that over.")
          }
          points[slot] = block.before[index]
          changed += 1
        }
      }
      try workspace.note(push: push.id, is: .undoing)
      for block in push.blocks {
        let slots = block.slots.clamped(to: 0..<points.count)
        try write(Array(points[slots]), at: slots.lowerBound, compared)
      }
      var seen = compared.known.points
      for block in push.blocks {
        for slot in block.slots where slot < points.count && slot < seen.count {
          seen[slot] = points[slot]
        }
      }
      try workspace.note(push: push.id, is: .undone, compared.known.holding(seen))
      return changed
    }
  }

  /// The time of a slot, as the workspace's people read it.
  func local(_ timeline: Timeline, _ slot: Int) throws -> String {
    try workspace.localTime().text(timeline.time(of: slot))
  }

  /// Takes over what was changed there; from then on it is known.
  private func take(
    _ plan: PushPlan, _ compared: Comparison, into feed: Feed
  ) throws -> EditReceipt? {
    let ranges = (plan.conflicts + plan.foreign)
      .map { $0.clamped(to: 0..<compared.local.count) }.filter { !$0.isEmpty }
      .sorted { $0.lowerBound < $1.lowerBound }
    let taken = try workspace.take(
      compared.remote.points, at: ranges, into: feed, what: "take from \(connection)")
    var seen = compared.known.points
    for slot in ranges.joined() where slot < seen.count {
      seen[slot] = compared.remote.points[slot]
    }
    try workspace.save(compared.known.holding(seen))
    return taken
  }

  /// What there is to compare, once it is sure that the feed there is still the one.
  private func comparison(_ feed: Feed) throws -> Comparison {
    let (known, id) = try registration(of: feed)
    let timeline = try requireOurs(known, id)
    let pending = try installation.pendingPoints(of: id)
    guard pending == 0 else {
      throw EmoncmsError(
        .buffered, "feed \(id) of \(installation.title)",
        "has \(pending) points in the low-write buffer, which would overwrite what is pushed",
        remedy: "Wait until Emoncms has written them, some minutes, and push again.")
    }
    let remote = try remotePoints(known, id, timeline)
    guard remote.points.count >= known.points.count else {
      throw EmoncmsError(
        .conflict, "feed \(id) of \(installation.title)",
        "is shorter than the \(known.points.count) points that it had: it was trimmed or cleared there",
        remedy: "Delete it there, `retouche emoncms unregister \(feed.id)`, and register again.")
    }
    let reader = try workspace.wholeReader(feed)
    guard reader.timeline.start == known.timeline.start,
      reader.timeline.interval == known.timeline.interval
    else {
      throw EmoncmsError(
        .conflict, feed.title, "starts elsewhere than when it was registered",
        remedy: "Unregister it, and register it again.")
    }
    return Comparison(
      known: known, id: id, local: try reader.points(), remote: remote)
  }

  /// The points there, which need not be fetched where their checksum is that of those known.
  private func remotePoints(
    _ known: Registration, _ id: Int, _ timeline: Timeline
  ) throws -> RemotePoints {
    if timeline.count == known.points.count, let theirs = try installation.checksum(of: id),
      try SHA256.hex(of: known.points) == theirs
    {
      return RemotePoints(timeline: timeline, points: known.points)
    }
    return try points(of: id, on: timeline)
  }

  private func send(_ blocks: [Range<Int>], _ compared: Comparison) throws {
    guard !blocks.isEmpty else { return }
    let (local, remote) = (compared.local, compared.remote.points)
    let push = try workspace.beginPush(
      blocks.map { slots in
        Push.Block(
          first: slots.lowerBound, before: slots.map { $0 < remote.count ? remote[$0] : .nan },
          after: Array(local[slots]))
      }, to: compared.known)
    for slots in blocks {
      try write(Array(local[slots]), at: slots.lowerBound, compared)
    }
    var seen = compared.known.points
    for slots in blocks {
      for slot in slots {
        if slot < seen.count {
          seen[slot] = local[slot]
        } else {
          // Between two blocks beyond what was known, both hold the same.
          while seen.count <= slot { seen.append(local[seen.count]) }
        }
      }
    }
    try workspace.note(push: push, is: .written, compared.known.holding(seen))
  }

  private func write(_ points: [Float], at slot: Int, _ compared: Comparison) throws {
    guard !points.isEmpty else { return }
    try points.withUnsafeBufferPointer { buffer throws(EmoncmsError) in
      try installation.write(buffer, at: slot, of: compared.id, on: compared.remote.timeline)
    }
  }

  private func conflict(_ plan: PushPlan, _ compared: Comparison) throws -> EmoncmsError {
    let count = plan.conflicts.reduce(0) { $0 + $1.count }
    let first = try local(compared.remote.timeline, plan.conflicts[0].lowerBound)
    return EmoncmsError(
      .conflict, "feed \(compared.id) of \(installation.title)",
      "was changed there too, in \(count) of the points to push, the first at \(first)",
      remedy: "Nothing was written. --ours overwrites them, --theirs takes them over.")
  }
}

/// A feed as the workspace holds it, as the Emoncms held it, and as it holds it.
private struct Comparison {
  let known: Registration
  let id: Int
  let local: [Float]
  let remote: RemotePoints

  func plan(overruling: Bool) -> PushPlan {
    PushPlan(local: local, known: known.points, remote: remote.points, overruling: overruling)
  }
}
