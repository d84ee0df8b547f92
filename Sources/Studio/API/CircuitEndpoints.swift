import Workspace

extension Site {
  /// The circuits.
  var circuitEndpoints: [Endpoint] {
    [
      .get("circuits") { request in
        try request.withoutQuery()
        return try await read { workspace in
          Answer(["circuits": .array(try workspace.circuits().map(\.document))])
        }
      }
    ]
  }
}

extension Circuit {
  /// The circuit as the API tells it.
  var document: JSON {
    var members: [String: JSON] = [
      "name": .string(name), "supply": .integer(supply),
      "indoor": .array(indoor.map(JSON.integer)),
    ]
    members["return"] = self.return.map(JSON.integer)
    members["outdoor"] = outdoor.map(JSON.integer)
    members["plant_room"] = plantRoom.map(JSON.integer)
    members["state"] = state.map(JSON.integer)
    return .object(members)
  }
}
