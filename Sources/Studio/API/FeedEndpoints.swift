import Feeds
import Workspace

extension Site {
  /// The feeds, and each of them.
  var feedEndpoints: [Endpoint] {
    [
      .get("feeds") { request in
        try request.withoutQuery()
        return try await read { workspace in
          Answer(["feeds": .array(try workspace.feeds().map { $0.document(in: workspace) })])
        }
      },
      .get("feeds/{id}") { request in
        try request.withoutQuery()
        let id = try request.feedID()
        return try await read { workspace in
          Answer(try workspace.feed(id: id).document(in: workspace))
        }
      },
    ]
  }
}

extension Feed {
  /// The feed as the API tells it; one whose files are damaged is told with what is wrong.
  func document(in workspace: Workspace) -> JSON {
    var members: [String: JSON] = [
      "id": .integer(id), "name": .string(name), "tag": .string(tag), "unit": .string(unit),
      "kind": .string(kind.rawValue),
    ]
    func tell(_ timeline: Timeline, interval: Int) {
      members["start"] = .integer(timeline.start)
      members["interval"] = .integer(interval)
      members["npoints"] = .integer(timeline.count)
      members["end"] = .integer(timeline.end)
    }
    do {
      let reader = try workspace.reader(self)
      tell(reader.timeline, interval: reader.timeline.interval)
      if reader.raggedBytes > 0 {
        members["problem"] = .string(FeedError.ragged(reader).description)
      }
    } catch {
      tell(Timeline(start: 0, interval: 1, count: 0), interval: 0)
      members["problem"] = .string(Refusal(error).message)
    }
    return .object(members)
  }
}
