import Workspace

extension Site {
  /// What was done to a feed.
  var historyEndpoints: [Endpoint] {
    [
      .get("feeds/{id}/history") { request in
        let id = try request.feedID()
        let (limit, before) = try request.reading { query in
          (
            try query.integer("limit", in: 1...1000) ?? 200,
            try query.integer("before", in: 1...Int.max)
          )
        }
        return try await read { workspace in
          let feed = try workspace.feed(id: id)
          let items = try workspace.history(feed, before: before, limit: limit)
          var members = try workspace.heads(of: feed).members
          members["items"] = .array(items.map(\.document))
          return Answer(.object(members))
        }
      }
    ]
  }
}

extension EditHeads {
  /// The edits that an undo and a redo concern.
  var members: [String: JSON] { ["head": JSON(undo), "redo": JSON(redo)] }
}

extension HistoryItem {
  var document: JSON {
    [
      "edit": .integer(edit), "time": .integer(time), "what": .string(what),
      "from": .integer(times.lowerBound), "to": .integer(times.upperBound),
      "changed_points": .integer(changedPoints), "undone": .bool(undone),
    ]
  }
}
