/// The parameters behind a path's question mark: each is taken by its name, and none may be left over.
struct Query {
  private var rest: [String: String] = [:]

  /// - Parameter text: What follows the question mark.
  /// - Throws: ``Refusal`` with code `malformed` for a parameter given twice, or text that is not
  ///   percent-encoded UTF-8.
  init(_ text: String) throws(Refusal) {
    for pair in text.utf8.split(separator: UInt8(ascii: "&")) {
      let parts = pair.split(
        separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      let value = parts.count > 1 ? parts[1] : "".utf8[...]
      guard let name = PercentText.decoded(parts[0]), let value = PercentText.decoded(value)
      else {
        throw Refusal.malformed("The query is no percent-encoded UTF-8", "Encode its values.")
      }
      guard rest.updateValue(value, forKey: name) == nil else {
        throw Refusal.malformed("The parameter \(name) is given twice", "Give it once.")
      }
    }
  }

  mutating func take(_ name: String) -> String? { rest.removeValue(forKey: name) }

  /// Takes an integer, within limits.
  mutating func integer(
    _ name: String, in limits: ClosedRange<Int> = Int.min...Int.max
  ) throws(Refusal) -> Int? {
    guard let text = take(name) else { return nil }
    guard let value = Int(text), text.first != "+" else {
      throw Refusal.malformed("The parameter \(name) is no integer of 64 bits", "Write digits.")
    }
    guard limits.contains(value) else {
      throw Refusal.badRange(
        "The parameter \(name) is \(value)",
        "Give one from \(limits.lowerBound) to \(limits.upperBound).")
    }
    return value
  }

  /// Takes a number that float32 holds.
  mutating func number(_ name: String) throws(Refusal) -> Float? {
    guard let text = take(name) else { return nil }
    guard let value = Float(text), value.isFinite else {
      throw Refusal.malformed("The parameter \(name) is no number", "Write one such as 12.5.")
    }
    return value
  }

  /// Takes a time, as any calendar holds it.
  mutating func time(_ name: String) throws(Refusal) -> Int? {
    try integer(name, in: TimeLimits.all)
  }

  /// Takes an integer that must be there.
  mutating func required(_ name: String, in limits: ClosedRange<Int>) throws(Refusal) -> Int {
    guard let value = try integer(name, in: limits) else {
      throw Refusal.malformed("The parameter \(name) is missing", "Give it in the query.")
    }
    return value
  }

  /// Refuses what was not taken.
  func end() throws(Refusal) {
    guard let name = rest.keys.sorted().first else { return }
    throw Refusal.malformed(
      "The parameter \(name) means nothing here", "See /api/v1/openapi.json.")
  }
}

/// The times that requests may name: years 1 to 9999 or so, so that no sum of them overflows.
enum TimeLimits {
  static let all = -62_000_000_000...253_000_000_000
}

/// Text as paths and queries carry it.
enum PercentText {
  /// The text that some bytes of an address stand for.
  ///
  /// - Parameter bytes: Bytes, some of them as `%` and two digits.
  /// - Returns: The text; nil where it is no UTF-8, or a `%` stands without its digits.
  static func decoded(_ bytes: some Collection<UInt8>) -> String? {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var position = bytes.startIndex
    while position < bytes.endIndex {
      let byte = bytes[position]
      bytes.formIndex(after: &position)
      guard byte == UInt8(ascii: "%") else {
        decoded.append(byte)
        continue
      }
      let digits = bytes[position...].prefix(2)
      guard digits.count == 2, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
        let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
      else { return nil }
      decoded.append(value)
      position = digits.endIndex
    }
    return String(validating: decoded, as: UTF8.self)
  }
}
