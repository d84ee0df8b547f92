import Feeds
import Foundation
import Inference
import Workspace

extension CircuitExplanation {
  /// The explanation as the API tells it.
  var document: JSON {
    [
      "time": .integer(time), "state": .string(inferred.state.name),
      "sentences": .array(sentences.map(JSON.string)),
    ]
  }

  /// What was seen, what was made of it, and what settled it, a sentence each.
  var sentences: [String] {
    [sensors, cooling, evidence, inferred.ground.sentence, disagreement].compactMap(\.self)
      + inferred.notes
  }

  private var sensors: String {
    let told = readings.map { reading in
      "\(reading.role) \(reading.value.map { "\(fixed($0, 1)) °C" } ?? "missing")"
    }
    return "The sensors show: \(told.joined(separator: ", "))."
  }

  /// What the law of cooling makes of the change of the supply.
  private var cooling: String? {
    guard let change = inferred.change else { return nil }
    let changed =
      "The supply changed by \(signed(change)) K in \(inferred.interval / 60) min"
    guard let relaxation = inferred.relaxation, let surplus = inferred.surplus else {
      return "\(changed)."
    }
    return "\(changed); left alone, this circuit would have changed by \(signed(relaxation)) K, "
      + "so \(signed(surplus)) K are left to explain."
  }

  private var evidence: String? {
    let sum = inferred.votes.reduce(0) { $0 + $1.evidence }
    guard !inferred.votes.isEmpty, sum != 0 else { return nil }
    return "By itself this instant speaks for \(sum > 0 ? "on" : "off"), "
      + "with \(fixed(abs(10 * sum / logf(10)), 1)) dB."
  }

  /// Where the feed holds something else than is inferred now.
  private var disagreement: String? {
    guard let present, present.state.name != inferred.state.name else { return nil }
    let origin = present.provenance == .hand ? "set by hand" : present.provenance.rawValue
    return "The state feed holds \(present.state.name) here, \(origin)."
  }
}

private func fixed(_ value: Float, _ decimals: Int) -> String {
  String(format: "%.\(decimals)f", Double(value))
}

private func signed(_ value: Float) -> String {
  String(format: "%+.2f", Double(value))
}

extension HeatState {
  /// Its name in the words of feeds.
  var name: String { State(rawValue: rawValue)?.name ?? State.unknown.name }
}

extension Explanation.Ground {
  fileprivate var sentence: String {
    switch self {
    case .hand: "A person set it."
    case .gap: "The supply is missing for too long: nobody can tell."
    case .evidence: "These readings settle it."
    case .neighbours:
      "What lies around it settles it: by itself it would be told otherwise, or not."
    case .edge: "The curve settles it: the edge was walked over this instant, back to its knee."
    case .excess: "The water's excess over the room settles it: there was too little to learn from."
    case .pump: "The pause is too short for the circulator to have stopped."
    }
  }
}
