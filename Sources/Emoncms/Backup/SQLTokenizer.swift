/// A word of SQL.
enum SQLToken: Equatable {
  /// An unquoted name or keyword, as written.
  case word(String)
  /// A name in backticks.
  case identifier(String)
  /// The content of a string, its escapes undone, and the quote it stood in.
  case string([UInt8], quote: UInt8)
  case number(String)
  /// The bytes of a hexadecimal or bit literal.
  case bytes([UInt8])
  /// Any other character.
  case symbol(UInt8)
  /// The end of a statement: `;`, or what `DELIMITER` last named.
  case delimiter
}

/// Cuts a MySQL or MariaDB dump into words, reading it chunk by chunk.
///
/// Comments are passed. What stands in a conditional comment, `/*!40101 … */` or `/*M!100616 … */`,
/// is read as a recent server reads it; the version numbers that no server has reached, with which
/// mariadb-dump hides its sandbox mark, are passed. Strings follow MySQL's rules: a quote is doubled
/// or escaped by a backslash. (Source: MySQL reference manual, "Language Structure".)
final class SQLTokenizer {
  /// Fills a buffer with the bytes that follow; returns how many, 0 at the end.
  typealias Read = (UnsafeMutableRawBufferPointer) throws(BackupError) -> Int

  /// The longest literal or name that is taken into memory, in bytes: that of a MEDIUMTEXT.
  static let longestLiteral = 1 << 24
  /// Conditional comments of later versions are for no server there is.
  private static let newestVersion = 129_999

  /// The line of the next byte, from 1.
  private(set) var line = 1
  /// The offset of the byte that the word begins with which ``next()`` gave last.
  private(set) var wordStart = 0
  private let file: String
  private let read: Read
  private let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 16)
  private var index = 0
  private var end = 0
  /// Bytes that have left the buffer.
  private var passed = 0
  /// What ends a statement.
  private(set) var delimiter: [UInt8] = [UInt8(ascii: ";")]
  private var isInConditional = false
  private var isStarted = false

  /// - Parameters:
  ///   - file: What the dump is called, for errors.
  ///   - read: Gives the dump's bytes.
  init(file: String, read: @escaping Read) {
    self.file = file
    self.read = read
  }

  deinit { buffer.deallocate() }

  /// The offset of the next byte in the dump.
  var offset: Int { passed + index }

  /// The error for something at a line of the dump.
  func error(_ problem: String, line: Int? = nil) -> BackupError {
    BackupError(
      .malformedDump, file: file, line: line ?? self.line, problem: problem,
      remedy: "Make the dump again with mysqldump or mariadb-dump.")
  }

  // MARK: Words

  /// The next word; nil at the dump's end.
  func next() throws(BackupError) -> SQLToken? {
    if !isStarted { try passByteOrderMark() }
    try passBlanks()
    wordStart = offset
    guard let byte = try peek() else { return nil }
    if try takeDelimiter() { return .delimiter }
    switch byte {
    case UInt8(ascii: "`"): return .identifier(text(try quoted()))
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return .string(try quoted(), quote: byte)
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    case UInt8(ascii: "."):
      if let digit = try peek(1), Self.isDigit(digit) { return try number() }
    default:
      if Self.isWord(byte) { return try word() }
    }
    index += 1
    return .symbol(byte)
  }

  /// Passes everything up to the end of the statement, and that end.
  ///
  /// - Returns: Whether there was one before the dump's.
  func skipStatement() throws(BackupError) -> Bool {
    while try ensure(1) {
      skipOrdinary()
      guard let byte = try peek() else { return false }
      if try takeDelimiter() { return true }
      switch byte {
      case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"): try skipQuoted()
      default:
        if try !passComment() { advance() }
      }
    }
    return false
  }

  /// Reads the rest of the line as the new end of statements.
  func changeDelimiter() throws(BackupError) {
    var name: [UInt8] = []
    while let byte = try peek(), byte != UInt8(ascii: "\n") {
      index += 1
      if byte > UInt8(ascii: " ") { name.append(byte) }
      guard name.count <= 16 else { throw error("a DELIMITER of more than 16 characters") }
    }
    guard !name.isEmpty else { throw error("a DELIMITER without a name") }
    delimiter = name
  }

  private func word() throws(BackupError) -> SQLToken {
    let bytes = try take(while: Self.isWord)
    guard bytes.count == 1, try peek() == UInt8(ascii: "'") else { return .word(text(bytes)) }
    switch bytes[0] | 0x20 {
    case UInt8(ascii: "n"): return .string(try quoted(), quote: UInt8(ascii: "'"))
    case UInt8(ascii: "x"): return .bytes(try digits(try quoted(), bitsEach: 4))
    case UInt8(ascii: "b"): return .bytes(try digits(try quoted(), bitsEach: 1))
    default: return .word(text(bytes))
    }
  }

  private func number() throws(BackupError) -> SQLToken {
    var bytes = try take { Self.isWord($0) || $0 == UInt8(ascii: ".") }
    if let last = bytes.last, last | 0x20 == UInt8(ascii: "e"), bytes.first != nil,
      let sign = try peek(), sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+"),
      let digit = try peek(1), Self.isDigit(digit),
      Double(text(bytes.dropLast())) != nil
    {
      index += 1
      bytes.append(sign)
      bytes += try take(while: Self.isDigit)
    }
    if bytes.count > 2 && bytes[0] == UInt8(ascii: "0") {
      if bytes[1] == UInt8(ascii: "x") {
        return .bytes(try digits(bytes.dropFirst(2), bitsEach: 4))
      }
      if bytes[1] == UInt8(ascii: "b") {
        return .bytes(try digits(bytes.dropFirst(2), bitsEach: 1))
      }
    }
    let text = text(bytes)
    return Double(text) == nil ? .word(text) : .number(text)
  }

  /// The bytes that digits of base 2 or 16 stand for, zeros added in front.
  private func digits(
    _ digits: some Collection<UInt8>, bitsEach: Int
  ) throws(BackupError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: (digits.count * bitsEach + 7) / 8)
    var bit = bytes.count * 8 - digits.count * bitsEach
    for digit in digits {
      guard let value = Character(Unicode.Scalar(digit)).hexDigitValue, value < 1 << bitsEach else {
        throw error("a literal of base \(1 << bitsEach) with the digit \(Unicode.Scalar(digit))")
      }
      bytes[bit / 8] |= UInt8(value << (8 - bitsEach - bit % 8))
      bit += bitsEach
    }
    return bytes
  }

  // MARK: Quoted text

  /// The content of the string or name that begins here.
  private func quoted() throws(BackupError) -> [UInt8] {
    let opening = line
    var bytes: [UInt8] = []
    let quote = buffer[index]
    index += 1
    while try ensure(1) {
      let first = index
      let special = skipInQuotes(quote)
      bytes += buffer[first..<index]
      guard bytes.count <= Self.longestLiteral else {
        throw error("a string of more than \(Self.longestLiteral) bytes", line: opening)
      }
      guard special else { continue }
      if buffer[index] == quote {
        index += 1
        guard try peek() == quote else { return bytes }
        index += 1
        bytes.append(quote)
      } else {
        index += 1
        guard let byte = try peek() else { break }
        advance()
        Self.unescape(byte, into: &bytes)
      }
    }
    throw error("a string that is never closed", line: opening)
  }

  private func skipQuoted() throws(BackupError) {
    let opening = line
    let quote = buffer[index]
    index += 1
    while try ensure(1) {
      guard skipInQuotes(quote) else { continue }
      if buffer[index] == quote {
        index += 1
        // A doubled quote is two strings, as far as skipping goes.
        return
      }
      index += 1
      if try ensure(1) { advance() }
    }
    throw error("a string that is never closed", line: opening)
  }

  /// Passes what is in the buffer up to the quote or a backslash; returns whether one stands here.
  private func skipInQuotes(_ quote: UInt8) -> Bool {
    // In backticks a backslash is a character like any other.
    let escape = quote == UInt8(ascii: "`") ? quote : UInt8(ascii: "\\")
    let bytes = UnsafeBufferPointer(buffer)
    var position = index
    var lines = 0
    while position < end {
      let byte = bytes[position]
      if byte == quote || byte == escape { break }
      if byte == UInt8(ascii: "\n") { lines += 1 }
      position += 1
    }
    index = position
    line += lines
    return position < end
  }

  private static func unescape(_ byte: UInt8, into bytes: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "0"): bytes.append(0)
    case UInt8(ascii: "b"): bytes.append(8)
    case UInt8(ascii: "n"): bytes.append(10)
    case UInt8(ascii: "r"): bytes.append(13)
    case UInt8(ascii: "t"): bytes.append(9)
    case UInt8(ascii: "Z"): bytes.append(26)
    // These two keep their backslash: they are for LIKE.
    case UInt8(ascii: "%"), UInt8(ascii: "_"): bytes += [UInt8(ascii: "\\"), byte]
    default: bytes.append(byte)
    }
  }

  // MARK: Blanks and comments

  private func passBlanks() throws(BackupError) {
    while let byte = try peek() {
      if byte <= UInt8(ascii: " ") {
        advance()
      } else if try !passComment() {
        return
      }
    }
  }

  /// Passes a comment that begins here, or the mark of a conditional one; returns whether one did.
  private func passComment() throws(BackupError) -> Bool {
    switch buffer[index] {
    case UInt8(ascii: "#"):
      try skipLine()
    case UInt8(ascii: "-"):
      guard try peek(1) == UInt8(ascii: "-") else { return false }
      // Two dashes begin a comment only where a blank follows: 5--2 is 7.
      if let third = try peek(2), third > UInt8(ascii: " ") { return false }
      try skipLine()
    case UInt8(ascii: "/"):
      guard try peek(1) == UInt8(ascii: "*") else { return false }
      try passBlockComment()
    case UInt8(ascii: "*"):
      guard isInConditional, try peek(1) == UInt8(ascii: "/") else { return false }
      index += 2
      isInConditional = false
    default:
      return false
    }
    return true
  }

  private func passBlockComment() throws(BackupError) {
    let opening = line
    index += 2
    if try isAt("M", "!") { index += 1 }
    if try peek() == UInt8(ascii: "!"), !isInConditional {
      index += 1
      var version = 0
      var count = 0
      while count < 6, let byte = try peek(), Self.isDigit(byte) {
        version = version * 10 + Int(byte - UInt8(ascii: "0"))
        count += 1
        index += 1
      }
      if version <= Self.newestVersion && version != 99_999 {
        isInConditional = true
        return
      }
    }
    while try ensure(1) {
      if try isAt("*", "/") {
        index += 2
        return
      }
      advance()
    }
    throw error("a comment that is never closed", line: opening)
  }

  private func passByteOrderMark() throws(BackupError) {
    isStarted = true
    switch (try peek(), try peek(1), try peek(2)) {
    case (0xEF, 0xBB, 0xBF): index += 3
    case (0xFF, 0xFE, _), (0xFE, 0xFF, _):
      throw error("is in UTF-16, as a redirection in PowerShell writes it")
    default: break
    }
  }

  private func skipLine() throws(BackupError) {
    while try ensure(1) {
      if buffer[index] == UInt8(ascii: "\n") { return }
      index += 1
    }
  }

  // MARK: Bytes

  /// Passes what is in the buffer up to a byte that may matter between quotes.
  private func skipOrdinary() {
    let bytes = UnsafeBufferPointer(buffer)
    let stop = delimiter[0]
    var position = index
    var lines = 0
    loop: while position < end {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"), UInt8(ascii: "#"),
        UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "*"), stop:
        break loop
      case UInt8(ascii: "\n"): lines += 1
      default: break
      }
      position += 1
    }
    index = position
    line += lines
  }

  private func takeDelimiter() throws(BackupError) -> Bool {
    for (offset, byte) in delimiter.enumerated() {
      guard try peek(offset) == byte else { return false }
    }
    index += delimiter.count
    return true
  }

  /// The bytes from here on that satisfy a condition.
  private func take(while condition: (UInt8) -> Bool) throws(BackupError) -> [UInt8] {
    var bytes: [UInt8] = []
    while let byte = try peek(), condition(byte) {
      guard bytes.count < Self.longestLiteral else { throw error("a word without end") }
      bytes.append(byte)
      index += 1
    }
    return bytes
  }

  /// Passes one byte of the buffer.
  private func advance() {
    if buffer[index] == UInt8(ascii: "\n") { line += 1 }
    index += 1
  }

  /// The byte so many places on; nil past the end.
  private func peek(_ offset: Int = 0) throws(BackupError) -> UInt8? {
    try ensure(offset + 1) ? buffer[index + offset] : nil
  }

  private func isAt(_ first: Unicode.Scalar, _ second: Unicode.Scalar) throws(BackupError) -> Bool {
    guard try ensure(2) else { return false }
    return buffer[index] == UInt8(ascii: first) && buffer[index + 1] == UInt8(ascii: second)
  }

  /// Brings that many bytes into the buffer; returns whether there are as many.
  private func ensure(_ count: Int) throws(BackupError) -> Bool {
    while end - index < count {
      if index > 0 {
        if let base = buffer.baseAddress { base.update(from: base + index, count: end - index) }
        end -= index
        passed += index
        index = 0
      }
      let room = UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: buffer[end...]))
      let got = try read(room)
      guard got > 0 else { return false }
      end += got
    }
    return true
  }

  private func text(_ bytes: some Collection<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  /// Whether a byte may be part of an unquoted name.
  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"),
      UInt8(ascii: "@"), 0x80...:
      true
    default: false
    }
  }
}
