/// Reads one JSON document, and refuses all that the standard (RFC 8259) does not allow.
struct JSONReader {
  /// How deep arrays and objects may lie in each other: no body of this API goes deeper than four.
  private static let greatestDepth = 16

  private let bytes: [UInt8]
  private var position = 0

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The document that some bytes hold.
  ///
  /// - Parameter bytes: A body.
  /// - Returns: The document.
  /// - Throws: ``Refusal`` with code `malformed`.
  static func document(_ bytes: [UInt8]) throws(Refusal) -> JSON {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw Refusal.malformed("The body is no UTF-8 text", "Send JSON in UTF-8.")
    }
    var reader = JSONReader(bytes)
    let document = try reader.value(depth: 0)
    reader.skipSpace()
    guard reader.position == bytes.count else { throw reader.refusal("something after its end") }
    return document
  }

  private var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

  private func refusal(_ found: String) -> Refusal {
    Refusal.malformed("The body is no JSON: \(found) at byte \(position)", "Send a JSON object.")
  }

  private mutating func skipSpace() {
    while let byte, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
  }

  private mutating func take(_ expected: UInt8) -> Bool {
    guard byte == expected else { return false }
    position += 1
    return true
  }

  private mutating func value(depth: Int) throws(Refusal) -> JSON {
    guard depth < Self.greatestDepth else { throw refusal("too many levels") }
    skipSpace()
    switch byte {
    case UInt8(ascii: "{"): return try object(depth)
    case UInt8(ascii: "["): return try array(depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case nil: throw refusal("an early end")
    case .some(let byte) where byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte):
      return try number()
    default: throw refusal("an unexpected character")
    }
  }

  private mutating func word(_ word: String, _ value: JSON) throws(Refusal) -> JSON {
    guard bytes[position...].starts(with: word.utf8) else {
      throw refusal("an unexpected character")
    }
    position += word.utf8.count
    return value
  }

  private mutating func object(_ depth: Int) throws(Refusal) -> JSON {
    position += 1
    var members: [String: JSON] = [:]
    skipSpace()
    if take(UInt8(ascii: "}")) { return .object(members) }
    repeat {
      skipSpace()
      guard byte == UInt8(ascii: "\"") else { throw refusal("no name") }
      let name = try string()
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw refusal("no colon") }
      guard members.updateValue(try value(depth: depth + 1), forKey: name) == nil else {
        throw refusal("a name given twice")
      }
      skipSpace()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw refusal("an object without an end") }
    return .object(members)
  }

  private mutating func array(_ depth: Int) throws(Refusal) -> JSON {
    position += 1
    var items: [JSON] = []
    skipSpace()
    if take(UInt8(ascii: "]")) { return .array(items) }
    repeat {
      items.append(try value(depth: depth + 1))
      skipSpace()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw refusal("an array without an end") }
    return .array(items)
  }

  private mutating func string() throws(Refusal) -> String {
    position += 1
    var text: [UInt8] = []
    while let byte {
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        position += 1
        text += String(try escaped()).utf8
      case ..<0x20: throw refusal("a control character")
      default:
        text.append(byte)
        position += 1
      }
    }
    throw refusal("a text without an end")
  }

  /// The character that a backslash, read already, begins.
  private mutating func escaped() throws(Refusal) -> Unicode.Scalar {
    guard let byte else { throw refusal("an early end") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      let first = try unit()
      if let scalar = Unicode.Scalar(first) { return scalar }
      guard UTF16.isLeadSurrogate(UInt16(first)), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u"))
      else { throw refusal("half a character") }
      let second = try unit()
      guard UTF16.isTrailSurrogate(UInt16(second)),
        let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
      else { throw refusal("half a character") }
      return scalar
    default: throw refusal("an unknown escape")
    }
  }

  private mutating func unit() throws(Refusal) -> UInt32 {
    let digits = bytes[position...].prefix(4)
    guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw refusal("an unknown escape") }
    position += 4
    return value
  }

  private mutating func number() throws(Refusal) -> JSON {
    let start = position
    func digits(_ reader: inout Self) throws(Refusal) {
      let first = reader.position
      while let byte = reader.byte, (0x30...0x39).contains(byte) { reader.position += 1 }
      guard reader.position > first else { throw reader.refusal("half a number") }
    }
    _ = take(UInt8(ascii: "-"))
    if !take(UInt8(ascii: "0")) { try digits(&self) }
    var isWhole = true
    if take(UInt8(ascii: ".")) {
      isWhole = false
      try digits(&self)
    }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      isWhole = false
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      try digits(&self)
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isWhole, let value = Int(text) { return .integer(value) }
    guard let value = Double(text), value.isFinite else { throw refusal("too great a number") }
    return .number(value)
  }
}
