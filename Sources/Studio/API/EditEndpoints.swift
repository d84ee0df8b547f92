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
          guard let change = asked.changes.first, asked.changes.count == 1 else {
            throw Refusal.malformed("Only one change is taken at a time", "Send one.")
          }
          return try workspace.set(feed, to: change.state, from: change.from, to: change.to)
        }
      },
      .post("feeds/{id}/undo") { request in
        let id = try request.feedID()
        _ = try await EditRequest.edit(request.members())
        return try await edit(id) { workspace, feed in try workspace.undo(feed) }
      },
      .post("feeds/{id}/redo") { request in
        let id = try request.feedID()
        _ = try await EditRequest.edit(request.members())
        return try await edit(id) { workspace, feed in try workspace.redo(feed) }
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
      return Answer(.object(try workspace.members(of: receipt, feed)))
    }
  }
}

extension Workspace {
  /// What a client learns of its edit.
  func members(of receipt: EditReceipt, _ feed: Feed) throws -> [String: JSON] {
    let history = try history(feed)
    let timeline = try reader(feed).timeline
    let times = history.last { $0.edit == receipt.edit }?.times ?? timeline.start..<timeline.start
    // An edit changes where the runs beside it end, too.
    let around =
      max(
        timeline.start, times.lowerBound - timeline.interval)..<min(
        timeline.end, times.upperBound + timeline.interval)
    var members = History(history).members
    members["edit"] = .integer(receipt.edit)
    members["changed_points"] = .integer(receipt.changedPoints)
    members["from"] = .integer(times.lowerBound)
    members["to"] = .integer(times.upperBound)
    members["segments_from"] = .integer(around.lowerBound)
    members["segments_to"] = .integer(around.upperBound)
    return members
  }
}
