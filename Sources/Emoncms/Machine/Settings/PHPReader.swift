/// Reads the variables that a PHP settings file sets, without running it.
///
/// Understood are assignments of literals: strings, numbers, `true`, `false`, `null`, constants,
/// arrays of either notation, `getenv("NAME")`, `__DIR__` and what `.` joins of these. Any other
/// statement is passed over, unless it could change a setting behind our back: code in braces is
/// an error.
struct PHPReader {
  /// Arrays in arrays, at most: a hostile file must not exhaust the stack.
  private static let deepest = 32

  private var tokenizer: PHPTokenizer
  private var token = PHPTokenizer.Token.end
  private let folder: String
  private let environment: [String: String]

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - folder: What `__DIR__` stands for.
  ///   - environment: What `getenv` looks up.
  /// - Returns: A table of the variables by their names.
  /// - Throws: ``SettingsSyntaxError``.
  static func read(
    _ bytes: [UInt8], folder: String, environment: [String: String]
  ) throws(SettingsSyntaxError) -> SettingValue {
    var reader = PHPReader(
      tokenizer: PHPTokenizer(bytes), folder: folder, environment: environment)
    return try reader.read()
  }

  private init(tokenizer: PHPTokenizer, folder: String, environment: [String: String]) {
    self.tokenizer = tokenizer
    self.folder = folder
    self.environment = environment
  }

  private mutating func read() throws(SettingsSyntaxError) -> SettingValue {
    try tokenizer.enter()
    var variables = SettingValue.table([:])
    try advance()
    while token != .end {
      if case .variable(let name) = token {
        try advance()
        try readAssignment(to: name, &variables)
      } else {
        try skipStatement()
      }
    }
    return variables
  }

  /// `$name = value;` or `$name["key"]["key"] = value;`
  private mutating func readAssignment(
    to name: String, _ variables: inout SettingValue
  ) throws(SettingsSyntaxError) {
    var path = [name]
    while try take("[") {
      if try take("]") {
        var here: SettingValue? = variables
        for step in path { here = here?[step] }
        path.append((here ?? .table([:])).nextKey)
        continue
      }
      guard let key = try readValue(0).text else { throw failure("has an array for a key") }
      path.append(key)
      try expect("]")
    }
    guard try take("=") else {
      throw failure("does something with $\(name) that only PHP itself can tell")
    }
    variables = variables.setting(ArraySlice(path), to: try readValue(0))
    try expect(";")
  }

  /// Literals joined by `.`.
  private mutating func readValue(_ depth: Int) throws(SettingsSyntaxError) -> SettingValue {
    var value = try readLiteral(depth)
    while try take(".") {
      let next = try readLiteral(depth)
      guard let left = value.text, let right = next.text else {
        throw failure("joins an array to a string")
      }
      value = .text(left + right)
    }
    return value
  }

  private mutating func readLiteral(_ depth: Int) throws(SettingsSyntaxError) -> SettingValue {
    guard depth < Self.deepest else { throw failure("has arrays nested too deeply") }
    let here = token
    try advance()
    switch here {
    case .string(let text): return .text(text)
    case .number(let digits): return .text(digits)
    case .sign("-"), .sign("+"):
      guard case .number(let digits) = token else { throw failure("has a sign without a number") }
      try advance()
      return .text(here == .sign("-") ? "-\(digits)" : digits)
    case .sign("["): return try readTable(until: "]", depth)
    case .sign("("):
      let value = try readValue(depth + 1)
      try expect(")")
      return value
    case .word(let word): return try readWord(word, depth)
    case .variable(let name):
      throw failure("uses the variable $\(name), whose value only PHP itself can tell")
    case .sign(let sign): throw failure("has \(sign.printable) where a value should be")
    case .end: throw failure("ends where a value should be")
    }
  }

  private mutating func readWord(
    _ word: String, _ depth: Int
  ) throws(SettingsSyntaxError) -> SettingValue {
    switch word.lowercased() {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "null": return .null
    case "__dir__": return .text(folder)
    case "array":
      try expect("(")
      return try readTable(until: ")", depth)
    case "getenv":
      try expect("(")
      guard let name = try readValue(depth + 1).text else { throw failure("names no variable") }
      try expect(")")
      return environment[name].map { .text($0) } ?? .bool(false)
    default:
      guard token != .sign("(") else {
        throw failure("calls \(word), whose result only PHP itself can tell")
      }
      // A constant: those of Emoncms number its engines, which are not asked for here.
      return .text(word)
    }
  }

  private mutating func readTable(
    until closing: String, _ depth: Int
  ) throws(SettingsSyntaxError) -> SettingValue {
    var table = SettingValue.table([:])
    while !(try take(closing)) {
      let first = try readValue(depth + 1)
      if try take("=>") {
        guard let key = first.text else { throw failure("has an array for a key") }
        table = table.setting([key], to: try readValue(depth + 1))
      } else {
        table = table.setting([table.nextKey], to: first)
      }
      if try take(closing) { break }
      try expect(",")
    }
    return table
  }

  /// Passes over a statement that sets nothing.
  private mutating func skipStatement() throws(SettingsSyntaxError) {
    while token != .end {
      if token == .sign("{") || token == .sign("}") {
        throw failure("holds code that only PHP itself can run")
      }
      let isLast = token == .sign(";")
      try advance()
      if isLast { return }
    }
  }

  private mutating func advance() throws(SettingsSyntaxError) { token = try tokenizer.next() }

  private mutating func take(_ sign: String) throws(SettingsSyntaxError) -> Bool {
    guard token == .sign(sign) else { return false }
    try advance()
    return true
  }

  private mutating func expect(_ sign: String) throws(SettingsSyntaxError) {
    guard try take(sign) else { throw failure("lacks a \(sign)") }
  }

  private func failure(_ problem: String) -> SettingsSyntaxError {
    SettingsSyntaxError(line: tokenizer.line, problem: problem)
  }
}
