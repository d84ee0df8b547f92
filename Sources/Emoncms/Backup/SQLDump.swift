/// A value of a row, as a dump gives it.
public enum SQLValue: Hashable, Sendable {
  case null
  /// A number, as it is written.
  case number(String)
  /// The bytes of a string, its escapes undone.
  case text([UInt8])

  /// The value as text: nil for NULL.
  ///
  /// Bytes are read as UTF-8 and, where they are not, as MySQL's latin1, which is Windows-1252: a
  /// dump may hold both, whatever its `SET NAMES` says.
  public var string: String? {
    switch self {
    case .null: nil
    case .number(let text): text
    case .text(let bytes): String(validating: bytes, as: UTF8.self) ?? Latin1.text(bytes)
    }
  }

  /// Bytes that the value takes.
  var size: Int {
    switch self {
    case .null: 0
    case .number(let text): text.utf8.count
    case .text(let bytes): bytes.count
    }
  }

  /// The value as an integer; nil where it is none.
  public var integer: Int? { string.flatMap { Int($0) } }
}

/// A row of a table in a dump.
public struct SQLRow: Hashable, Sendable {
  /// The line of the dump where the row begins, from 1.
  public let line: Int
  /// The names of the columns, in the order of ``values``.
  public let columns: [String]
  public let values: [SQLValue]

  /// The value of a column; nil where the table, or this INSERT, has no such column.
  public subscript(column: String) -> SQLValue? {
    columns.firstIndex(of: column).map { values[$0] }
  }
}

/// Reads the rows of one table from a dump made by mysqldump or mariadb-dump.
///
/// The dump is read, never executed: of its statements only `CREATE TABLE`, which gives the order of
/// the columns, and `INSERT` and `REPLACE … VALUES` are looked at, and only those of the table asked
/// for. Memory holds one row at a time. Which row counts when a key occurs twice is left to the
/// caller.
public final class SQLDump {
  /// What MySQL allows.
  private static let mostColumns = 4096

  private let table: String
  private let tokenizer: SQLTokenizer
  /// How the table is made and where its rows stand, as far as the dump was read.
  private(set) var structure = SQLTableStructure()
  /// The word last taken, and where it stands.
  private var current: SQLToken?
  private var currentRange = 0..<0
  /// The word after it, where it was read to see what follows.
  private var lookahead: SQLToken?
  private var lookaheadRange = 0..<0
  /// The encoding that `SET NAMES` last named, in lower case.
  private var connectionCharset: String?
  /// Whether the statement before this one made the table.
  private var followsCreate = false
  private var tableColumns: [String]
  /// The columns of the INSERT whose rows are being read; nil between two of them.
  private var insertColumns: [String]?
  /// The database that `USE` last named, and the one whose table is being read, where they are said.
  private var database = ""
  private var tableDatabase: String?

  /// - Parameters:
  ///   - file: What the dump is called, for errors.
  ///   - table: The table whose rows are wanted.
  ///   - columns: The order of its columns, for a dump that was made without `CREATE TABLE`.
  ///   - read: Fills a buffer with the bytes of the dump that follow; returns how many, 0 at the end.
  public init(
    file: String, table: String, columns: [String] = [],
    read: @escaping (UnsafeMutableRawBufferPointer) throws(BackupError) -> Int
  ) {
    self.table = table
    tableColumns = columns
    tokenizer = SQLTokenizer(file: file, read: read)
  }

  /// The next row of the table; nil after the last.
  ///
  /// - Throws: ``BackupError`` with code `malformedDump` and the line, or what `read` throws.
  public func next() throws(BackupError) -> SQLRow? {
    while true {
      if let columns = insertColumns {
        if let row = try nextRow(columns) { return row }
      } else if try !readStatement() {
        return nil
      }
    }
  }

  // MARK: Statements

  /// Reads a statement, or the beginning of one that gives rows; returns false at the dump's end.
  private func readStatement() throws(BackupError) -> Bool {
    guard let token = try take() else { return false }
    guard case .word(let word) = token else {
      try skipRest()
      return true
    }
    let followsCreate = followsCreate
    self.followsCreate = false
    switch word.uppercased() {
    case "INSERT", "REPLACE": try readInsert()
    case "CREATE": try readCreate()
    case "ALTER": try readAlter()
    case "LOCK": try readLock()
    case "SET": try readSet(followsCreate: followsCreate)
    case "DELIMITER": try tokenizer.changeDelimiter()
    case "USE":
      database = try take().flatMap(Self.name) ?? ""
      try skipRest()
    default: try skipRest()
    }
    return true
  }

  private func readInsert() throws(BackupError) {
    let modifiers: Set = ["LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "IGNORE", "INTO"]
    var token = try take()
    while case .word(let word) = token, modifiers.contains(word.uppercased()) {
      token = try take()
    }
    guard try isTable(token) else { return try skipRest() }
    var columns = tableColumns
    token = try take()
    let isListed = token == .symbol(UInt8(ascii: "("))
    if isListed {
      columns = try readColumnList()
      token = try take()
    }
    guard case .word(let word) = token, ["VALUES", "VALUE"].contains(word.uppercased()) else {
      throw tokenizer.error("an INSERT into \(table) that does not list VALUES")
    }
    guard !columns.isEmpty else {
      throw tokenizer.error("rows of \(table) without a CREATE TABLE that names their columns")
    }
    insertColumns = columns
    structure.insertNamesColumns = isListed
  }

  private func readCreate() throws(BackupError) {
    var token = try take()
    guard case .word(let word) = token, word.uppercased() == "TABLE" else {
      return try skipRest()
    }
    token = try take()
    while case .word(let word) = token, ["IF", "NOT", "EXISTS"].contains(word.uppercased()) {
      token = try take()
    }
    guard try isTable(token), try peek() == .symbol(UInt8(ascii: "(")) else {
      return try skipRest()
    }
    _ = try take()
    let columns = try readColumnDefinitions()
    tableColumns = columns.map(\.name)
    structure.columns = columns
    structure.charset = nil
    try readTableOptions()
    followsCreate = true
  }

  /// Reads what stands behind the columns of `CREATE TABLE`.
  private func readTableOptions() throws(BackupError) {
    var reader = SQLCharsetReader()
    while let token = try take(), token != .delimiter {
      guard case .word(let word) = token else {
        reader.add(token)
        continue
      }
      switch word.uppercased() {
      case "ENGINE":
        try passEqualsSign()
        _ = try take()
        structure.engineEnd = currentRange.upperBound
      case "AUTO_INCREMENT": try readAutoIncrement()
      default: reader.add(token)
      }
    }
    structure.charset = reader.charset
    markPlaceForRows()
  }

  /// Reads the number behind the word `AUTO_INCREMENT`, where there is one.
  private func readAutoIncrement() throws(BackupError) {
    try passEqualsSign()
    guard case .number(let text) = try peek(), let number = Int(text) else { return }
    _ = try take()
    structure.autoIncrements.append(.init(range: currentRange, number: number))
  }

  private func passEqualsSign() throws(BackupError) {
    if try peek() == .symbol(UInt8(ascii: "=")) { _ = try take() }
  }

  /// Reads an `ALTER TABLE`: phpMyAdmin makes the automatic ids by one; mysqldump's own stands
  /// before the rows and once more behind them.
  private func readAlter() throws(BackupError) {
    guard case .word(let word) = try take(), word.uppercased() == "TABLE",
      try isTable(try take())
    else { return try skipRest() }
    var disablesKeys = false
    while let token = try take(), token != .delimiter {
      guard case .word(let word) = token else { continue }
      switch word.uppercased() {
      case "DISABLE": disablesKeys = true
      case "AUTO_INCREMENT":
        structure.isNumbered = true
        try readAutoIncrement()
      default: break
      }
    }
    if disablesKeys { markPlaceForRows() }
  }

  private func readLock() throws(BackupError) {
    guard case .word(let word) = try take(), ["TABLE", "TABLES"].contains(word.uppercased()),
      try isTable(try take())
    else { return try skipRest() }
    try skipRest()
    markPlaceForRows()
  }

  /// Reads a `SET`, of which the encoding of the text that follows is wanted.
  ///
  /// - Parameter followsCreate: mysqldump sets an encoding for `CREATE TABLE` alone, and rows stand
  ///   behind the `SET` that takes it back.
  /// - Throws: ``BackupError`` as reading the dump does.
  private func readSet(followsCreate: Bool) throws(BackupError) {
    if case .word(let word) = try take(), word.uppercased() == "NAMES" {
      switch try take() {
      case .word(let name)?: connectionCharset = name.lowercased()
      case .string(let bytes, _)?:
        connectionCharset = String(decoding: bytes, as: UTF8.self).lowercased()
      default: break
      }
    }
    try skipRest()
    if followsCreate { markPlaceForRows() }
  }

  /// Notes that a row could stand here, behind the statement that was just read.
  private func markPlaceForRows() {
    structure.placeForRows = .init(
      offset: tokenizer.offset, delimiter: tokenizer.delimiter, charset: connectionCharset)
    structure.isCut = current != .delimiter
  }

  /// The definitions between the parentheses of `CREATE TABLE`, those of keys left out.
  private func readColumnDefinitions() throws(BackupError) -> [SQLColumn] {
    let others: Set = [
      "PRIMARY", "KEY", "UNIQUE", "INDEX", "CONSTRAINT", "FULLTEXT", "SPATIAL", "FOREIGN", "CHECK",
      "PERIOD",
    ]
    var columns: [SQLColumn] = []
    var depth = 1
    var isFirst = true
    var isColumn = false
    while depth > 0 {
      let token = try take()
      switch token {
      case nil, .delimiter: throw tokenizer.error("a CREATE TABLE \(table) that is cut short")
      case .symbol(UInt8(ascii: "(")): depth += 1
      case .symbol(UInt8(ascii: ")")): depth -= 1
      case .word(let word) where isFirst && others.contains(word.uppercased()): isColumn = false
      default:
        if isFirst, let name = token.flatMap(Self.name) {
          try check(name, among: columns.count)
          columns.append(SQLColumn(name: name))
          isColumn = true
        } else if let token, isColumn, depth == 1 {
          columns[columns.count - 1].add(token)
          if columns[columns.count - 1].isNumbered { structure.isNumbered = true }
        }
      }
      isFirst = depth == 1 && token == .symbol(UInt8(ascii: ","))
    }
    return columns
  }

  /// The names up to the closing parenthesis of an INSERT's column list.
  private func readColumnList() throws(BackupError) -> [String] {
    var columns: [String] = []
    while true {
      guard let name = try take().flatMap(Self.name) else {
        throw tokenizer.error("a column list of \(table) with something that is no name")
      }
      try check(name, among: columns.count)
      columns.append(name)
      switch try take() {
      case .symbol(UInt8(ascii: ",")): continue
      case .symbol(UInt8(ascii: ")")): return columns
      default: throw tokenizer.error("a column list of \(table) that is not closed")
      }
    }
  }

  /// Refuses a column's name beyond what MySQL allows for one and for a table.
  private func check(_ name: String, among count: Int) throws(BackupError) {
    guard name.utf8.count <= 256, count < Self.mostColumns else {
      throw tokenizer.error("a table \(table) with too many columns or too long a name")
    }
  }

  /// Whether a name, and the one after a dot where there is one, is that of the table.
  private func isTable(_ token: SQLToken?) throws(BackupError) -> Bool {
    guard var name = token.flatMap(Self.name) else { return false }
    var database = database
    if try peek() == .symbol(UInt8(ascii: ".")) {
      _ = try take()
      database = name
      guard let second = try take().flatMap(Self.name) else { return false }
      name = second
    }
    guard name == table else { return false }
    if !database.isEmpty {
      guard tableDatabase == nil || tableDatabase == database else {
        throw tokenizer.error(
          "a second table \(table), of database \(database), where \(tableDatabase ?? "") has one")
      }
      tableDatabase = database
    }
    return true
  }

  // MARK: Rows

  /// The next row of the INSERT being read; nil, and the INSERT is over, when there is none.
  private func nextRow(_ columns: [String]) throws(BackupError) -> SQLRow? {
    let opening = try take()
    let line = tokenizer.line
    guard opening == .symbol(UInt8(ascii: "(")) else {
      throw tokenizer.error("rows of \(table) that are cut short or not in parentheses")
    }
    let values = try readValues(columns.count)
    guard values.count == columns.count else {
      throw tokenizer.error(
        "a row of \(table) with \(values.count) values for \(columns.count) columns", line: line)
    }
    try endRow()
    return SQLRow(line: line, columns: columns, values: values)
  }

  /// Reads what stands after a row: a comma, the statement's end, or a clause that is not needed.
  private func endRow() throws(BackupError) {
    switch try take() {
    case .symbol(UInt8(ascii: ",")): return
    case .delimiter: break
    case .word: try skipRest()
    default: throw tokenizer.error("an INSERT into \(table) that is cut short")
    }
    insertColumns = nil
    markPlaceForRows()
  }

  private func readValues(_ expected: Int) throws(BackupError) -> [SQLValue] {
    var values: [SQLValue] = []
    values.reserveCapacity(expected)
    var bytes = 0
    while true {
      let value = try readValue()
      bytes += value.size
      guard bytes <= SQLTokenizer.longestLiteral else {
        throw tokenizer.error("a row of \(table) of more than \(bytes) bytes")
      }
      values.append(value)
      switch try take() {
      case .symbol(UInt8(ascii: ",")) where values.count < Self.mostColumns: continue
      case .symbol(UInt8(ascii: ")")): return values
      default: throw tokenizer.error("a row of \(table) that is not closed")
      }
    }
  }

  private func readValue() throws(BackupError) -> SQLValue {
    switch try take() {
    case .number(let text): return .number(text)
    case .bytes(let bytes): return .text(bytes)
    case .string(let bytes, _): return .text(try joined(bytes))
    case .symbol(UInt8(ascii: "-")): return try readNumber(sign: "-")
    case .symbol(UInt8(ascii: "+")): return try readNumber(sign: "")
    case .word(let word): return try readWord(word)
    default: throw tokenizer.error("a value of \(table) that is not a literal")
    }
  }

  private func readNumber(sign: String) throws(BackupError) -> SQLValue {
    guard case .number(let text) = try take() else {
      throw tokenizer.error("a sign in \(table) with no number after it")
    }
    return .number(sign + text)
  }

  /// The value that a word stands for, alone or before a string as in `_utf8'…'`.
  private func readWord(_ word: String) throws(BackupError) -> SQLValue {
    switch word.uppercased() {
    case "NULL", "DEFAULT": return .null
    case "TRUE": return .number("1")
    case "FALSE": return .number("0")
    default: break
    }
    if word.hasPrefix("_") {
      let bytes: [UInt8]? =
        switch try take() {
        case .string(let bytes, _): try joined(bytes)
        case .bytes(let bytes): bytes
        default: nil
        }
      if let bytes {
        return .text(word.lowercased() == "_latin1" ? Array(Latin1.text(bytes).utf8) : bytes)
      }
    }
    throw tokenizer.error("a value of \(table) that is not a literal: \(word.prefix(40))")
  }

  /// A string and those that follow it directly, which MySQL takes for one.
  private func joined(_ first: [UInt8]) throws(BackupError) -> [UInt8] {
    var bytes = first
    while case .string(let more, _) = try peek() {
      _ = try take()
      bytes += more
      guard bytes.count <= SQLTokenizer.longestLiteral else {
        throw tokenizer.error("a string of more than \(SQLTokenizer.longestLiteral) bytes")
      }
    }
    return bytes
  }

  // MARK: Words

  private func take() throws(BackupError) -> SQLToken? {
    current = try peek()
    currentRange = lookaheadRange
    lookahead = nil
    return current
  }

  private func peek() throws(BackupError) -> SQLToken? {
    if lookahead == nil {
      lookahead = try tokenizer.next()
      lookaheadRange = tokenizer.wordStart..<tokenizer.offset
    }
    return lookahead
  }

  /// Passes the rest of the statement, if its end was not read already.
  private func skipRest() throws(BackupError) {
    if current != .delimiter && lookahead != .delimiter {
      current = try tokenizer.skipStatement() ? .delimiter : nil
    } else {
      current = .delimiter
    }
    lookahead = nil
  }

  /// The name that a word gives, quoted or not; some modes of MySQL quote names by `"`.
  private static func name(_ token: SQLToken) -> String? {
    switch token {
    case .word(let name), .identifier(let name): name
    case .string(let bytes, UInt8(ascii: "\"")): String(decoding: bytes, as: UTF8.self)
    default: nil
    }
  }
}

/// MySQL's latin1: Windows-1252, with the five codes that it leaves out standing for themselves.
enum Latin1 {
  /// What 0x80 to 0x9F stand for.
  private static let controls: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F,
    0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]

  static func text(_ bytes: [UInt8]) -> String {
    var text = String.UnicodeScalarView()
    for byte in bytes {
      let code = (0x80...0x9F).contains(byte) ? controls[Int(byte) - 0x80] : UInt32(byte)
      if let scalar = Unicode.Scalar(code) { text.append(scalar) }
    }
    return String(text)
  }

  /// Whether it has a code for a character.
  static func holds(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case ..<0x80, 0xA0...0xFF: true
    default: controls.contains(scalar.value)
    }
  }
}
