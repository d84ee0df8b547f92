/// Where the state of some slots came from.
public enum Provenance: String, Sendable, Hashable, CaseIterable, Codable {
  /// Filled in when the feed was made.
  case initial
  /// Told from the temperatures.
  case inferred
  /// Set by a person.
  case hand
  /// Brought in from elsewhere: an import, an adopted feed, points appended by another program.
  case imported
}

/// A run of slots of one provenance.
struct Stretch: Hashable, Sendable, Codable {
  var slots: Range<Int>
  var provenance: Provenance
  /// How sure the inference was, 0 to 1; nil for every other provenance.
  var confidence: Float?

  /// The same stretch, cut to some slots; nil where it has none there.
  func clamped(to range: Range<Int>) -> Stretch? {
    let common = slots.clamped(to: range)
    return common.isEmpty
      ? nil : Stretch(slots: common, provenance: provenance, confidence: confidence)
  }
}

/// Stretches in order, none overlapping: what a feed's provenance is made of.
extension [Stretch] {
  /// The parts that lie in a range.
  func clamped(to range: Range<Int>) -> [Stretch] {
    compactMap { $0.clamped(to: range) }
  }

  /// The whole with one range taken out and other stretches, which lie in it, put there.
  func replacing(_ range: Range<Int>, with stretches: [Stretch]) -> [Stretch] {
    let before = clamped(to: Int.min..<range.lowerBound)
    let after = clamped(to: range.upperBound..<Int.max)
    return (before + stretches + after).joined()
  }

  /// The same with adjoining stretches of equal provenance and confidence made one.
  func joined() -> [Stretch] {
    var result: [Stretch] = []
    for stretch in self {
      if let last = result.last, last.slots.upperBound == stretch.slots.lowerBound,
        last.provenance == stretch.provenance, last.confidence == stretch.confidence
      {
        result[result.count - 1].slots = last.slots.lowerBound..<stretch.slots.upperBound
      } else {
        result.append(stretch)
      }
    }
    return result
  }
}
