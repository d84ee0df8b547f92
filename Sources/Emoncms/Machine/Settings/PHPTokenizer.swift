/// Cuts PHP text into what a settings file is made of.
struct PHPTokenizer {
  enum Token: Hashable {
    /// `$name`.
    case variable(String)
    /// A quoted string, its escapes undone.
    case string(String)
    /// Digits, as they stand.
    case number(String)
    /// A name: `array`, `true`, `Engine::MYSQL`.
    case word(String)
    /// `=>`, or one character.
    case sign(String)
    case end
  }

  private let bytes: [UInt8]
  private var index = 0
  /// The line of the token that was read last, from 1.
  private(set) var line = 1

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Passes over what stands before `<?php`.
  mutating func enter() throws(SettingsSyntaxError) {
    while let byte = peek {
      if matches("<?php") {
        index += 5
        return
      }
      if byte == UInt8(ascii: "\n") { line += 1 }
      index += 1
    }
    throw SettingsSyntaxError(line: 1, problem: "is no PHP file: it has no <?php")
  }

  /// The next token.
  mutating func next() throws(SettingsSyntaxError) -> Token {
    try skipBlanks()
    guard let byte = peek else { return .end }
    if matches("?>") {
      index = bytes.count
      return .end
    }
    switch byte {
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return .string(try readString(byte))
    case UInt8(ascii: "$"):
      index += 1
      let name = readName()
      return name.isEmpty ? .sign("$") : .variable(name)
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(readNumber())
    default: break
    }
    let name = readName()
    if !name.isEmpty { return .word(name) }
    if matches("=>") {
      index += 2
      return .sign("=>")
    }
    index += 1
    return .sign(String(decoding: [byte], as: UTF8.self))
  }

  private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

  private func matches(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { bytes[index...].starts(with: $0) }
  }

  private mutating func skipBlanks() throws(SettingsSyntaxError) {
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "\n"):
        line += 1
        index += 1
      case 0x20, 0x09, 0x0D: index += 1
      case UInt8(ascii: "#"): skipLine()
      case UInt8(ascii: "/") where matches("//"): skipLine()
      case UInt8(ascii: "/") where matches("/*"): try skipBlockComment()
      default: return
      }
    }
  }

  /// A comment of a line ends with `?>` too.
  private mutating func skipLine() {
    while let byte = peek, byte != UInt8(ascii: "\n"), !matches("?>") { index += 1 }
  }

  private mutating func skipBlockComment() throws(SettingsSyntaxError) {
    let opening = line
    index += 2
    while let byte = peek {
      if matches("*/") {
        index += 2
        return
      }
      if byte == UInt8(ascii: "\n") { line += 1 }
      index += 1
    }
    throw SettingsSyntaxError(line: opening, problem: "opens a comment that is never closed")
  }

  private mutating func readName() -> String {
    let start = index
    while let byte = peek {
      let isLetter =
        byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z") || byte >= 0x80
      let isDigit = byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
      let isOther = "_:\\".utf8.contains(byte)
      guard isLetter || isOther || isDigit && index > start else { break }
      index += 1
    }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private mutating func readNumber() -> String {
    let start = index
    while let byte = peek, byte < 0x80,
      Unicode.Scalar(byte).properties.isAlphabetic || "0123456789._".utf8.contains(byte)
    {
      index += 1
    }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private mutating func readString(_ quote: UInt8) throws(SettingsSyntaxError) -> String {
    let opening = line
    let isPlain = quote == UInt8(ascii: "'")
    index += 1
    var content: [UInt8] = []
    while let byte = peek {
      index += 1
      switch byte {
      case quote: return String(decoding: content, as: UTF8.self)
      case UInt8(ascii: "\\"): readEscape(isPlain, quote, into: &content)
      case UInt8(ascii: "$") where !isPlain && startsName:
        throw SettingsSyntaxError(
          line: line, problem: "has a variable in a string, which only PHP itself can tell")
      default:
        if byte == UInt8(ascii: "\n") { line += 1 }
        content.append(byte)
      }
    }
    throw SettingsSyntaxError(line: opening, problem: "opens a string that is never closed")
  }

  private var startsName: Bool {
    guard let byte = peek else { return false }
    return byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "{") || byte >= 0x80
  }

  /// What follows a backslash in a string; one that PHP knows nothing of stays as it is.
  private mutating func readEscape(_ isPlain: Bool, _ quote: UInt8, into content: inout [UInt8]) {
    guard let byte = peek else { return content.append(UInt8(ascii: "\\")) }
    let known: [UInt8: UInt8] =
      isPlain
      ? [:]
      : [
        UInt8(ascii: "n"): 0x0A, UInt8(ascii: "t"): 0x09, UInt8(ascii: "r"): 0x0D,
        UInt8(ascii: "v"): 0x0B, UInt8(ascii: "f"): 0x0C, UInt8(ascii: "e"): 0x1B,
        UInt8(ascii: "$"): UInt8(ascii: "$"),
      ]
    if byte == quote || byte == UInt8(ascii: "\\") {
      content.append(byte)
    } else if let meant = known[byte] {
      content.append(meant)
    } else {
      content += [UInt8(ascii: "\\"), byte]
      if byte == UInt8(ascii: "\n") { line += 1 }
    }
    index += 1
  }
}
