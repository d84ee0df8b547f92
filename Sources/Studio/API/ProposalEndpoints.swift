import Feeds
import HTTPTypes
import Inference
import Workspace

extension Site {
  /// What an inference would change, and what a person judged of it.
  var proposalEndpoints: [Endpoint] {
    [
      .post("circuits/{name}/proposals") { [proposals] request in
        let name = request.parameters[0]
        let asked = try ProposalRequest.meaning(await request.members())
        return try await reckon { workspace in
          let circuit = try workspace.circuit(name)
          let meaning = try asked ?? workspace.lastInference(of: circuit)?.meaning ?? .heat
          let staged = try workspace.propose(circuit, method: PhysicalMethod(), meaning: meaning)
          let id = proposals.add(staged)
          return Answer(.object(staged.members(id)), status: .created)
        }
      },
      .post("circuits/{name}/proposals/{id}/apply") { [proposals] request in
        let (name, id) = (request.parameters[0], request.parameters[1])
        let judgement = try JudgementRequest(await request.members())
        guard let staged = proposals[id], staged.circuit.name == name else {
          throw Refusal(
            .notFound, "notFound", "Proposal \(id) of \(name) is not kept any more",
            "Infer the circuit again.")
        }
        return try await write { workspace in
          let receipt = try workspace.apply(
            staged, accepted: judgement.accepted(of: staged.differences.count),
            rejected: judgement.rejected)
          let feed = try workspace.feed(id: receipt.feed)
          var members = receipt.members(on: try workspace.reader(feed).timeline)
          members["feed"] = .integer(receipt.feed)
          return Answer(.object(members))
        }
      },
    ]
  }
}

/// The body that asks for a proposal.
enum ProposalRequest {
  /// What "on" is to mean; nil for what it last meant.
  static func meaning(_ members: Members) throws(Refusal) -> Meaning? {
    var members = members
    let meaning = try members.optionalChoice("meaning", of: Meaning.self)
    try members.end()
    return meaning
  }
}

extension StagedProposal {
  /// The proposal as the API tells it.
  ///
  /// - Parameter id: What it is kept under.
  /// - Returns: The members of its JSON object.
  func members(_ id: String) -> [String: JSON] {
    [
      "id": .string(id), "circuit": .string(circuit.name), "feed": JSON(feed),
      "from": .integer(times.lowerBound), "to": .integer(times.upperBound),
      "meaning": .string(meaning.rawValue), "method": .string(method),
      "samples": .integer(samples), "on_share": JSON(onShare),
      "notes": .array(notes.map(JSON.string)),
      "differences": .array(
        differences.map { difference in
          [
            "from": .integer(difference.times.lowerBound),
            "to": .integer(difference.times.upperBound),
            "present": .string(difference.present.name),
            "provenance": .string(difference.provenance.rawValue),
            "proposed": .string(difference.proposed.name),
            "confidence": JSON(difference.confidence),
          ]
        }),
      "uncertain": .array(
        uncertain.map { segment in
          [
            "from": .integer(segment.times.lowerBound), "to": .integer(segment.times.upperBound),
            "state": .string(segment.state.name), "confidence": JSON(segment.confidence),
          ]
        }),
    ]
  }
}
