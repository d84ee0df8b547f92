import Feeds
import Workspace

extension Site {
  /// Edits of state feeds, and their way back.
  var editEndpoints: [Endpoint] {
    [
      .post("feeds/{id}/edits") { request in
        let id = try request.feedID()
        let asked = try EditRequest(await request.members())
        return try await edit(id) { workspace, feed in
          try workspace.set(feed, periods: asked.changes, seen: asked.seen, what: asked.what)
        }
      },
      .post("feeds/{id}/undo") { request in
        let id = try request.feedID()
        let meant = try await EditRequest.edit(request.members())
        return try await edit(id) { workspace, feed in try workspace.undo(feed, edit: meant) }
      },
      .post("feeds/{id}/redo") { request in
        let id = try request.feedID()
        let meant = try await EditRequest.edit(request.members())
        return try await edit(id) { workspace, feed in try workspace.redo(feed, edit: meant) }
      },
    ]
  }

  /// Runs a change of a feed, and tells its receipt.
  private func edit(
    _ id: Int, _ change: @escaping @Sendable (Workspace, Feed) throws -> EditReceipt
  ) async throws -> Answer {
    try await write { workspace in
      let feed = try workspace.feed(id: id)
      let receipt = try change(workspace, feed)
      return Answer(.object(receipt.members(on: try workspace.reader(feed).timeline)))
    }
  }
}

extension EditReceipt {
  /// What a client learns of its edit.
  ///
  /// - Parameter timeline: The feed's instants.
  /// - Returns: The members of its JSON object.
  func members(on timeline: Timeline) -> [String: JSON] {
    // An edit changes where the runs beside it end, too.
    let around = (times.lowerBound - timeline.interval)..<(times.upperBound + timeline.interval)
    let touched = around.clamped(to: timeline.start..<timeline.end)
    return heads.members.merging([
      "edit": .integer(edit), "changed_points": .integer(changedPoints),
      "from": .integer(times.lowerBound), "to": .integer(times.upperBound),
      "segments_from": .integer(touched.lowerBound), "segments_to": .integer(touched.upperBound),
    ]) { _, last in last }
  }
}
