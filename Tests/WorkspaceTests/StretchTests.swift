import Foundation
import TestSupport
import Testing

@testable import Workspace

/// What a slot's stretch says of it; nil where none holds it.
private struct Mark: Hashable {
  var provenance: Provenance
  var confidence: Float?
  var isProvisional = false
}

private let size = 40

/// The naive model: one mark a slot.
private func marks(_ stretches: [Stretch]) -> [Mark?] {
  var marks = [Mark?](repeating: nil, count: size)
  for stretch in stretches {
    for slot in stretch.slots {
      marks[slot] = Mark(
        provenance: stretch.provenance, confidence: stretch.confidence,
        isProvisional: stretch.isProvisional)
    }
  }
  return marks
}

extension SeededGenerator {
  /// Stretches in order within some slots, with holes, some adjoining.
  fileprivate mutating func stretches(in slots: Range<Int>) -> [Stretch] {
    var result: [Stretch] = []
    var next = slots.lowerBound
    while next < slots.upperBound {
      let end = min(slots.upperBound, next + Int.random(in: 1...6, using: &self))
      if Int.random(in: 0..<4, using: &self) > 0 {
        let provenance = Provenance.allCases.randomElement(using: &self) ?? .hand
        let confidence: Float? =
          provenance == .inferred ? [0.5, 0.9].randomElement(using: &self) : nil
        result.append(
          Stretch(
            slots: next..<end, provenance: provenance, confidence: confidence,
            isProvisional: provenance == .inferred && Bool.random(using: &self)))
      }
      next = end
    }
    return result
  }

  fileprivate mutating func range() -> Range<Int> {
    let first = Int.random(in: 0..<size, using: &self)
    return first..<Int.random(in: (first + 1)...size, using: &self)
  }
}

private func isInOrder(_ stretches: [Stretch]) -> Bool {
  stretches.allSatisfy { !$0.slots.isEmpty }
    && zip(stretches, stretches.dropFirst()).allSatisfy {
      $0.slots.upperBound <= $1.slots.lowerBound
    }
}

private func isJoined(_ stretches: [Stretch]) -> Bool {
  zip(stretches, stretches.dropFirst()).allSatisfy {
    $0.slots.upperBound < $1.slots.lowerBound || $0.provenance != $1.provenance
      || $0.confidence != $1.confidence || $0.isProvisional != $1.isProvisional
  }
}

struct StretchTests {
  @Test(arguments: 0..<300) func `stretches behave as one mark a slot`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let present = generator.stretches(in: 0..<size)
    let range = generator.range()
    let other = generator.stretches(in: range)

    let joined = present.joined()
    #expect(marks(joined) == marks(present), "seed \(seed)")
    #expect(isJoined(joined) && isInOrder(joined), "seed \(seed)")
    #expect(joined.joined() == joined, "seed \(seed)")

    var cut = [Mark?](repeating: nil, count: size)
    for slot in range { cut[slot] = marks(present)[slot] }
    #expect(marks(present.clamped(to: range)) == cut, "seed \(seed)")

    var expected = marks(present)
    for slot in range { expected[slot] = marks(other)[slot] }
    let replaced = present.replacing(range, with: other)
    #expect(marks(replaced) == expected, "seed \(seed)")
    #expect(isJoined(replaced) && isInOrder(replaced), "seed \(seed)")

    // What was taken out, put back, is the whole again.
    let back = replaced.replacing(range, with: present.clamped(to: range))
    #expect(back == joined, "seed \(seed)")

    let covering = present.clamped(to: range).covering(range)
    #expect(isInOrder(covering), "seed \(seed)")
    for slot in range {
      let mark = marks(present)[slot] ?? Mark(provenance: .imported)
      #expect(marks(covering)[slot] == mark, "seed \(seed) slot \(slot)")
    }
    #expect(covering.map(\.slots.count).reduce(0, +) == range.count, "seed \(seed)")
  }

  @Test(arguments: 0..<20) func `the journal's text of them brings them back`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let stretches = generator.stretches(in: 0..<size)
    let text = try JSONEncoder().encode(stretches)
    #expect(try JSONDecoder().decode([Stretch].self, from: text) == stretches)
  }

  @Test func `text from before anything was provisional is read`() throws {
    let text =
      #"[{"confidence":0.5,"provenance":"inferred","slots":[3,9]},"#
      + #"{"provenance":"hand","slots":[9,12]}]"#
    #expect(
      try JSONDecoder().decode([Stretch].self, from: Data(text.utf8)) == [
        Stretch(slots: 3..<9, provenance: .inferred, confidence: 0.5),
        Stretch(slots: 9..<12, provenance: .hand),
      ])
  }

  @Test func `nothing covers nothing`() {
    #expect([Stretch]().covering(5..<5).isEmpty)
    #expect([Stretch]().joined().isEmpty)
    #expect([Stretch(slots: 3..<9, provenance: .hand)].clamped(to: 9..<12).isEmpty)
  }
}
