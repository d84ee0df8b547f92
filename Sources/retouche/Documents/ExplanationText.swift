import Feeds
import Foundation
import Inference
import Workspace

extension CircuitExplanation {
  /// The explanation for people.
  ///
  /// - Parameter clock: The zone of local times.
  /// - Returns: Its lines.
  func text(_ clock: LocalTime) -> String {
    let sections = [sensors.text(), law, votes?.text(), conclusion(clock)].compactMap(\.self)
    return heading(clock) + sections.map { "\n" + $0 }.joined()
      + inferred.notes.map { "\nNote: \($0)\n" }.joined().printable(keepingLines: true)
  }

  private func heading(_ clock: LocalTime) -> String {
    let state = State(name: inferred.state.name).map { Tint($0) } ?? .plain
    let sure =
      inferred.state == .unknown ? "" : ", sure to \(Words.confidence(inferred.confidence))"
    return Tint.bold.applied(to: "\(circuit) at \(clock.text(time)): ".printable())
      + state.applied(to: inferred.state.name) + sure + "\n"
  }

  private var sensors: Table {
    var table = Table([.init(""), .init("", .right), .init("")], indent: 2)
    for reading in readings {
      table.add(
        Table.Cell(reading.role, .dim),
        Table.Cell(reading.value.map { "\(Words.fixed(Double($0), 1)) °C" } ?? "–"),
        Table.Cell("feed \(reading.feed)", .dim))
    }
    return table
  }

  /// What the law of cooling makes of the change of the supply.
  private var law: String? {
    guard let supply = inferred.supply else { return nil }
    let over = Words.fixed(Double(supply - inferred.room), 1)
    let levels =
      "\(Words.fixed(Double(supply), 1)) against \(Words.fixed(Double(inferred.room), 1)) °C"
    let room = inferred.roomStandsIn ? "its own lower envelope" : "the room"
    let lasting = Words.duration(inferred.interval)
    var text = "  \(lasting) before, the water was \(over) K above \(room): \(levels).\n"
    guard let change = inferred.change else { return text }
    text += "  Since then it changed by \(kelvin(change))"
    guard let relaxation = inferred.relaxation, let surplus = inferred.surplus,
      let usual = inferred.usual
    else { return text + ".\n" }
    return text + """
      ; left alone, this circuit would have changed by \(kelvin(relaxation)).
        \(kelvin(surplus)) is left to explain, \(size(surplus, against: usual)).

      """
  }

  private func size(_ surplus: Float, against usual: Float) -> String {
    "\(Words.fixed(Double(abs(surplus / usual)), 1)) times what is usual (\(kelvin(usual, signed: false)))"
  }

  private func kelvin(_ value: Float, signed: Bool = true) -> String {
    let text = Words.fixed(Double(value), 2)
    return (signed && value >= 0 && !text.hasPrefix("-") ? "+" : "") + "\(text) K"
  }

  private var votes: Table? {
    guard !inferred.votes.isEmpty else { return nil }
    var table = Table([.init("evidence"), .init("", .right), .init("")], indent: 2)
    for vote in inferred.votes {
      table.add(
        Table.Cell(vote.reading.title), Table.Cell(decibels(vote.evidence)),
        Table.Cell(vote.evidence.side))
    }
    if inferred.votes.count > 1 {
      let sum = inferred.votes.reduce(0) { $0 + $1.evidence }
      table.add(
        Table.Cell("together", .dim), Table.Cell(decibels(sum)), Table.Cell(sum.side))
    }
    return table
  }

  private func conclusion(_ clock: LocalTime) -> String {
    var text = "  \(inferred.ground.sentence)\n"
    if inferred.state != .unknown {
      text += "  It is \(inferred.state.name) from \(clock.text(inferred.run)).\n"
    }
    if let present {
      let same = present.state.name == inferred.state.name
      let origin = present.provenance == .hand ? "set by hand" : present.provenance.rawValue
      if !same || present.provenance == .hand {
        text += "  The state feed holds \(present.state.name) here, \(origin).\n"
      }
    }
    return text
  }
}

extension HeatState {
  /// Its name in the words of feeds.
  var name: String { State(rawValue: rawValue)?.name ?? "unknown" }
}

extension Float {
  /// What evidence speaks for.
  fileprivate var side: String { self > 0 ? "on" : self < 0 ? "off" : "–" }
}

/// Evidence as ten times the decimal logarithm of the likelihood ratio.
private func decibels(_ evidence: Float) -> String {
  let text = Words.fixed(10 * Double(evidence) / log(10), 1)
  return (evidence >= 0 && !text.hasPrefix("-") ? "+" : "") + "\(text) dB"
}

extension Explanation.Vote.Reading {
  fileprivate var title: String {
    switch self {
    case .level: "supply above the room, by itself"
    case .change: "what its change adds"
    case .return: "supply less return"
    case .unheated: "return warmer than supply"
    }
  }
}

extension Explanation.Ground {
  fileprivate var sentence: String {
    switch self {
    case .hand: "Settled by hand: a person set it."
    case .gap: "The supply is missing for too long: nobody can tell."
    case .evidence: "Settled by these readings."
    case .neighbours:
      "Settled by what lies around it: by itself this instant would be told otherwise, or not at all."
    case .edge: "Settled by the curve: the edge was walked over this instant, back to its knee."
    case .excess:
      "Settled by the water's excess over the room alone: there was too little to learn from."
    case .pump: "The pause is too short for the circulator to have stopped."
    }
  }
}
