import HTTPTypes
import Workspace

extension Site {
  /// The circuits, and why their states are what they are.
  var circuitEndpoints: [Endpoint] {
    [
      .get("circuits") { request in
        try request.withoutQuery()
        return try await read { workspace in
          Answer(["circuits": .array(try workspace.circuits().map(\.document))])
        }
      },
      .post("circuits") { request in
        let asked = try CircuitRequest.circuit(await request.members())
        return try await write { workspace in
          var circuit = asked
          // As on the command line: declared anew, it keeps its state feed.
          circuit.state = try workspace.circuits().first { $0.name == circuit.name }?.state
          try workspace.save(circuit)
          return Answer(circuit.document, status: .created)
        }
      },
      .get("circuits/{name}/explain") { request in
        let name = request.parameters[0]
        let time = try request.reading { try $0.required("time", in: TimeLimits.all) }
        return try await reckon { workspace in
          Answer(try workspace.explain(workspace.circuit(name), at: time).document)
        }
      },
    ]
  }
}

/// The body that declares a circuit.
enum CircuitRequest {
  /// Characters that a name may have.
  static let longestName = 100
  /// Rooms that a circuit may have.
  static let mostRooms = 64

  /// The circuit that a body declares, without a state feed.
  ///
  /// - Throws: ``Refusal`` for anything else.
  static func circuit(_ members: Members) throws(Refusal) -> Circuit {
    var members = members
    let circuit = Circuit(
      name: try members.string("name"), supply: try members.integer("supply"),
      return: try members.optionalInteger("return"),
      indoor: try members.optionalIntegers("indoor", atMost: mostRooms) ?? [],
      outdoor: try members.optionalInteger("outdoor"),
      plantRoom: try members.optionalInteger("plant_room"))
    try members.end()
    let isPlain = circuit.name.unicodeScalars.allSatisfy {
      ![.control, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse].contains(
        $0.properties.generalCategory)
    }
    guard isPlain, circuit.name.unicodeScalars.count <= longestName else {
      throw Refusal(
        .unprocessableContent, "badName", "The name is too long, or holds control characters",
        "Choose one such as north.")
    }
    return circuit
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
