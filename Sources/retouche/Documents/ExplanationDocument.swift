import Inference
import Workspace

extension CircuitExplanation {
  /// Its JSON object: temperatures in °C, changes in K over `interval` seconds, evidence as natural
  /// log-likelihood ratios, positive for on.
  var json: JSON {
    .object([
      "circuit": JSON(circuit), "meaning": JSON(meaning.rawValue), "time": JSON(time),
      "state": JSON(inferred.state.name), "confidence": JSON(inferred.confidence),
      "settled_by": JSON(inferred.ground.rawValue), "start": JSON(inferred.run.lowerBound),
      "end": JSON(inferred.run.upperBound), "interval": JSON(inferred.interval),
      "readings": .array(
        readings.map { reading in
          .object([
            "role": JSON(reading.role), "feed": JSON(reading.feed), "value": JSON(reading.value),
          ])
        }),
      "supply": JSON(inferred.supply), "room": JSON(inferred.room),
      "room_stands_in": .bool(inferred.roomStandsIn), "change": JSON(inferred.change),
      "expected_change": JSON(inferred.relaxation), "unexplained": JSON(inferred.surplus),
      "usual_deviation": JSON(inferred.usual),
      "votes": .array(
        inferred.votes.map { vote in
          .object(["reading": JSON(vote.reading.rawValue), "evidence": JSON(vote.evidence)])
        }),
      "present": present.map(\.json) ?? .null,
      "notes": .array(inferred.notes.map { JSON($0) }),
    ])
  }
}
