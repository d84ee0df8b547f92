/// Where the state of some slots came from.
public enum Provenance: String, Sendable, Hashable, CaseIterable, Codable {
  /// Filled in when the feed was made, or made longer.
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
  /// Whether later samples may still change it.
  var isProvisional = false

  /// Whether all but the slots is the same.
  func isAlike(_ other: Stretch) -> Bool {
    provenance == other.provenance && confidence == other.confidence
      && isProvisional == other.isProvisional
  }

  /// The same stretch, cut to some slots; nil where it has none there.
  func clamped(to range: Range<Int>) -> Stretch? {
    let common = slots.clamped(to: range)
    guard !common.isEmpty else { return nil }
    var stretch = self
    stretch.slots = common
    return stretch
  }
}

/// As the journal keeps it: what was written before anything was provisional says nothing of it.
extension Stretch {
  private enum CodingKeys: String, CodingKey {
    case slots, provenance, confidence
    case isProvisional = "provisional"
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    slots = try values.decode(Range<Int>.self, forKey: .slots)
    provenance = try values.decode(Provenance.self, forKey: .provenance)
    confidence = try values.decodeIfPresent(Float.self, forKey: .confidence)
    isProvisional = try values.decodeIfPresent(Bool.self, forKey: .isProvisional) ?? false
  }

  func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(slots, forKey: .slots)
    try values.encode(provenance, forKey: .provenance)
    try values.encodeIfPresent(confidence, forKey: .confidence)
    if isProvisional { try values.encode(true, forKey: .isProvisional) }
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

  /// The same with adjoining stretches that differ in nothing else made one.
  func joined() -> [Stretch] {
    var result: [Stretch] = []
    for stretch in self {
      if let last = result.last, last.slots.upperBound == stretch.slots.lowerBound,
        last.isAlike(stretch)
      {
        result[result.count - 1].slots = last.slots.lowerBound..<stretch.slots.upperBound
      } else {
        result.append(stretch)
      }
    }
    return result
  }
}
