/// Reads an INI file as PHP's `parse_ini_file` does with sections and typed values.
struct INIReader {
  /// Keys in keys, at most: a hostile file must not exhaust the stack.
  private static let deepest = 32

  private let bytes: [UInt8]
  private let environment: [String: String]
  private var index = 0
  private var line = 1

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - environment: What `${NAME}` stands for.
  /// - Returns: A table of the sections, and of the keys before the first.
  /// - Throws: ``SettingsSyntaxError``.
  static func read(
    _ bytes: [UInt8], environment: [String: String]
  ) throws(SettingsSyntaxError) -> SettingValue {
    var reader = INIReader(bytes: bytes, environment: environment)
    return try reader.read()
  }

  private init(bytes: [UInt8], environment: [String: String]) {
    // A byte-order mark is no part of the first key.
    self.bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    self.environment = environment
  }

  private mutating func read() throws(SettingsSyntaxError) -> SettingValue {
    var settings = SettingValue.table([:])
    var section: [String] = []
    while true {
      skipBlankLines()
      guard let byte = peek else { return settings }
      if byte == UInt8(ascii: "[") {
        index += 1
        let name = unquoted(text(upTo: "]"))
        guard take("]") else { throw failure("a section without its ]") }
        section = [name]
        settings = settings.setting(
          ArraySlice(section), to: settings[name].map { .table($0.table) } ?? .table([:]))
        try endLine()
        continue
      }
      let key = try readKey(settings, section)
      skipSpaces()
      // PHP takes a key without a value for one that is null.
      guard take("=") else {
        try endLine()
        settings = settings.setting(ArraySlice(section + key), to: .null)
        continue
      }
      let value = try readValue()
      settings = settings.setting(ArraySlice(section + key), to: value)
    }
  }

  /// `key`, `key[sub]` or `key[]`.
  private mutating func readKey(
    _ settings: SettingValue, _ section: [String]
  ) throws(SettingsSyntaxError) -> [String] {
    let name = text(upTo: "=", "[", ";")
    guard !name.isEmpty else { throw failure("a line that is neither a section nor a key") }
    var path = [name]
    while take("[") {
      guard path.count < Self.deepest else { throw failure("the key \(name), nested too deeply") }
      let key = unquoted(text(upTo: "]"))
      guard take("]") else { throw failure("the key \(name) without its ]") }
      var here: SettingValue? = settings
      for step in section + path { here = here?[step] }
      path.append(key.isEmpty ? (here ?? .table([:])).nextKey : key)
      skipSpaces()
    }
    return path
  }

  private mutating func readValue() throws(SettingsSyntaxError) -> SettingValue {
    skipSpaces()
    var text = ""
    var isQuoted = false
    // Quoted and bare pieces may follow one another.
    while let byte = peek, byte != UInt8(ascii: "\n"), byte != UInt8(ascii: ";") {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        isQuoted = true
        text += try readQuoted(by: byte)
      default:
        text += expanded(bareText())
      }
      skipSpaces()
    }
    try endLine()
    return isQuoted ? .text(text) : typed(text)
  }

  private mutating func readQuoted(by quote: UInt8) throws(SettingsSyntaxError) -> String {
    let opening = line
    index += 1
    var content: [UInt8] = []
    let isRaw = quote == UInt8(ascii: "'")
    while let byte = peek {
      index += 1
      if byte == quote {
        let text = String(decoding: content, as: UTF8.self)
        return isRaw ? text : expanded(text)
      }
      if byte == UInt8(ascii: "\n") { line += 1 }
      if !isRaw, byte == UInt8(ascii: "\\"), let next = peek,
        next == quote || next == UInt8(ascii: "\\") || next == UInt8(ascii: "'")
      {
        content.append(next)
        index += 1
      } else {
        content.append(byte)
      }
    }
    throw SettingsSyntaxError(line: opening, problem: "opens a quote that is never closed")
  }

  /// Text up to a quote, a comment or the line's end, without the spaces at its end.
  private mutating func bareText() -> String {
    let start = index
    while let byte = peek, !"\n;\"'".utf8.contains(byte) { index += 1 }
    return trimmed(bytes[start..<index])
  }

  /// The words that PHP takes for something else than text.
  private func typed(_ text: String) -> SettingValue {
    switch text.lowercased() {
    case "true", "on", "yes": .bool(true)
    case "false", "off", "no", "none": .bool(false)
    case "null": .null
    default: .text(text)
    }
  }

  /// Puts the environment's values in place of `${NAME}`, and nothing where it has none.
  private func expanded(_ text: String) -> String {
    guard text.contains("${") else { return text }
    var result = ""
    var rest = Substring(text)
    while let opening = rest.firstRange(of: "${"),
      let closing = rest[opening.upperBound...].firstIndex(of: "}")
    {
      result += rest[..<opening.lowerBound]
      result += environment[String(rest[opening.upperBound..<closing])] ?? ""
      rest = rest[rest.index(after: closing)...]
    }
    return result + rest
  }

  private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: character) else { return false }
    index += 1
    return true
  }

  /// Text within the line, up to one of these characters.
  private mutating func text(upTo stops: Unicode.Scalar...) -> String {
    let start = index
    while let byte = peek, byte != UInt8(ascii: "\n"),
      !stops.contains(where: { UInt8(ascii: $0) == byte })
    {
      index += 1
    }
    return trimmed(bytes[start..<index])
  }

  private mutating func skipSpaces() {
    while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0D { index += 1 }
  }

  private mutating func skipBlankLines() {
    while true {
      skipSpaces()
      if let byte = peek, byte == UInt8(ascii: ";") || byte == UInt8(ascii: "#") { skipLine() }
      guard peek == UInt8(ascii: "\n") else { return }
      index += 1
      line += 1
    }
  }

  private mutating func skipLine() {
    while let byte = peek, byte != UInt8(ascii: "\n") { index += 1 }
  }

  /// Passes over what may end a line: spaces and a comment.
  private mutating func endLine() throws(SettingsSyntaxError) {
    skipSpaces()
    if peek == UInt8(ascii: ";") { skipLine() }
    guard peek == nil || peek == UInt8(ascii: "\n") else {
      throw failure("holds something after the end of its value or section")
    }
  }

  private func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
    let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 || byte == 0x0D }
    var bytes = bytes.drop(while: isSpace)
    while let last = bytes.last, isSpace(last) { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func unquoted(_ text: String) -> String {
    guard text.utf8.count >= 2, let first = text.first, first == text.last,
      first == "\"" || first == "'"
    else { return text }
    return String(text.dropFirst().dropLast())
  }

  private func failure(_ problem: String) -> SettingsSyntaxError {
    SettingsSyntaxError(line: line, problem: "is \(problem)")
  }
}
