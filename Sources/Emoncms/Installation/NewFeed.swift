public import Feeds

/// A feed that is to be made on an Emoncms.
public struct NewFeed: Sendable, Hashable {
  /// Characters that the column of a unit holds.
  private static let longestUnit = 10
  /// The latest second that a `.meta` file can say.
  private static let latest = Int(UInt32.max)

  public let name: String
  /// The node that Emoncms shows it under.
  public let tag: String
  public let unit: String
  public let timeline: Timeline

  /// - Parameters:
  ///   - name: Letters, digits, `_`, space, `-` and `:`.
  ///   - tag: The same.
  ///   - unit: At most 10 characters.
  ///   - timeline: Its start is a multiple of its interval; it has a point at least.
  /// - Throws: ``EmoncmsError`` with code `badName`, or `unsupported` for such a timeline.
  public init(
    name: String, tag: String, unit: String, timeline: Timeline
  ) throws(EmoncmsError) {
    for (what, text) in [("name", name), ("tag", tag)] {
      guard let odd = text.unicodeScalars.first(where: { !Self.isTaken($0) }) else { continue }
      throw EmoncmsError(
        .badName, "The \(what) \"\(text)\"",
        "holds \"\(Character(odd))\", which Emoncms takes for no \(what)",
        remedy: "Use letters, digits, spaces, _, - and : only.")
    }
    guard name.contains(where: { $0 != " " }) else {
      throw EmoncmsError(
        .badName, "The name \"\(name)\"", "is empty", remedy: "Give the feed a name.")
    }
    guard unit.unicodeScalars.count <= Self.longestUnit else {
      throw EmoncmsError(
        .badName, "The unit \"\(unit)\"", "is longer than \(Self.longestUnit) characters",
        remedy: "Shorten it: Emoncms keeps no more.")
    }
    guard timeline.count > 0, timeline.start > 0, timeline.start % timeline.interval == 0,
      timeline.end <= Self.latest
    else {
      throw EmoncmsError(
        .unsupported, "A feed that starts at \(timeline.start) every \(timeline.interval) s",
        "with \(timeline.count) points is none that Emoncms can write to",
        remedy: "Make one whose start is a multiple of its interval: `retouche new --like FEED`.")
    }
    self.name = name
    self.tag = tag
    self.unit = unit
    self.timeline = timeline
  }

  /// Emoncms's own rule for names, `\p{N}\p{L}_\s\-:`, without its line breaks and tabs.
  private static func isTaken(_ scalar: Unicode.Scalar) -> Bool {
    if " _-:".unicodeScalars.contains(scalar) { return true }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber:
      return true
    default: return false
    }
  }
}
