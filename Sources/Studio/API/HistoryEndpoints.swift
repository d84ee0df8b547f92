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
          let history = try workspace.history(feed)
          let items = history.reversed().lazy.filter { $0.edit < before ?? Int.max }.prefix(limit)
          var members = History(history).members
          members["items"] = .array(items.map(\.document))
          return Answer(.object(members))
        }
      }
    ]
  }
}

/// Where a feed's history stands.
struct History: Sendable, Equatable {
  /// The edit that an undo takes back.
  let head: Int?
  /// The edit that a redo does again.
  let redo: Int?

  /// - Parameter items: A feed's history, the oldest first.
  init(_ items: [HistoryItem]) {
    head = items.last { !$0.undone }?.edit
    let head = head ?? 0
    redo = items.first { $0.undone && $0.edit > head }?.edit
  }

  var members: [String: JSON] { ["head": JSON(head), "redo": JSON(redo)] }
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
