import Feeds
import Workspace

extension EmoncmsLink {
  /// Settles what a process that was cut off has left: a registration or a push in the middle.
  ///
  /// - Throws: ``EmoncmsError`` with code `conflict` where somebody else's feed stands in the way.
  func settle() throws {
    for known in try workspace.registrations(on: connection) {
      guard let remote = known.remote else {
        try settle(registering: known)
        continue
      }
      if let push = try workspace.lastPush(of: known, in: [.writing, .undoing]) {
        try settle(push, of: known, remote)
      }
    }
  }

  /// A feed that is whole there is registered; one that is not is removed.
  private func settle(registering intent: Registration) throws {
    let same = try installation.feeds().filter { $0.name == intent.name && $0.tag == intent.tag }
    guard let there = same.first else { return try workspace.forget(intent) }
    let held: RemotePoints?
    do {
      held = try points(of: there.id)
    } catch let error as EmoncmsError where error.code == .notFound {
      // A row without files.
      held = nil
    }
    guard let held else {
      try installation.delete(there.id)
      return try workspace.forget(intent)
    }
    let isOurs =
      held.timeline.start == intent.timeline.start
      && held.timeline.interval == intent.timeline.interval
      && held.points.count <= intent.points.count
      && zip(held.points, intent.points).allSatisfy { $0.bitPattern == $1.bitPattern }
    guard isOurs else {
      throw EmoncmsError(
        .conflict, "\(intent.tag):\(intent.name), feed \(there.id) of \(installation.title),",
        "bears the name of a feed whose registration was cut off, and holds other points",
        remedy: "Rename or delete it there, then run the command again.")
    }
    guard held.points.count == intent.points.count else {
      try installation.delete(there.id)
      return try workspace.forget(intent)
    }
    try workspace.save(intent.registered(as: there.id))
  }

  /// Looks which of a push's points are there.
  private func settle(_ push: Push, of known: Registration, _ remote: Int) throws {
    guard let held = try points(of: remote), held.timeline.start == known.timeline.start else {
      try workspace.note(push: push.id, is: .written)
      return
    }
    var seen = known.points
    var isBefore = true
    for block in push.blocks {
      for (index, slot) in block.slots.enumerated() where slot < held.points.count {
        let bits = held.points[slot].bitPattern
        let (before, after) = (block.before[index].bitPattern, block.after[index].bitPattern)
        guard bits == before || bits == after else { continue }
        if bits != before { isBefore = false }
        if slot < seen.count {
          seen[slot] = held.points[slot]
        } else if slot == seen.count {
          seen.append(held.points[slot])
        }
      }
    }
    let phase: Push.Phase = push.phase == .undoing && isBefore ? .undone : .written
    try workspace.note(push: push.id, is: phase, known.holding(seen))
  }
}
