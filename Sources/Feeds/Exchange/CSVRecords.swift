/// The records of a file of separated values, one at a time, read in chunks.
///
/// Lines end with LF, CR LF or CR. A cell may be quoted as RFC 4180 says, and then hold separators,
/// line ends and doubled quotes. Blank lines are passed over.
struct CSVRecords: ~Copyable {
  /// Bytes of the file held at a time, and so the most that one record can have.
  static let capacity = 1 << 18

  /// A cell of the record at hand.
  struct Cell {
    /// Where its text is in the buffer, the quotes around it left out.
    fileprivate let bytes: Range<Int>
    let isQuoted: Bool
  }

  let path: String
  private(set) var separator = UInt8(ascii: ",")
  /// The cells of the record at hand.
  private(set) var cells: [Cell] = []
  /// The line, from 1, on which the record at hand begins.
  private(set) var line = 0
  private var nextLine = 1

  private let fileSystem: any FileSystem
  private let file: OpenFile
  private let buffer: UnsafeMutableRawBufferPointer
  /// The bytes of the buffer that are filled and not yet taken.
  private var pending = 0..<0
  private var fileOffset = 0
  private var isAtEnd = false

  private init(_ file: OpenFile, _ fileSystem: any FileSystem) {
    path = file.path
    self.file = file
    self.fileSystem = fileSystem
    buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.capacity, alignment: 16)
  }

  /// Opens a file and finds its separator: of tab, semicolon and comma, the one that its first line
  /// has most often outside quotes.
  ///
  /// - Parameters:
  ///   - path: Path of the file.
  ///   - fileSystem: The calls to use.
  /// - Returns: The records, before the first.
  /// - Throws: ``FeedError`` when the file cannot be read, or is in UTF-16.
  static func open(_ path: String, fileSystem: any FileSystem) throws(FeedError) -> CSVRecords {
    var records = CSVRecords(try fileSystem.open(path, for: .read), fileSystem)
    try records.readHead()
    return records
  }

  private mutating func readHead() throws(FeedError) {
    // Asking for the size refuses what is no file.
    _ = try fileSystem.size(of: file)
    try fill()
    let head = UnsafeRawBufferPointer(rebasing: buffer[pending])
    if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) {
      throw FeedError(
        .malformed, file: path, offset: 1, problem: "is in UTF-16", remedy: "Save it as UTF-8.")
    }
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { pending = 3..<pending.upperBound }
    separator = Self.separator(of: UnsafeRawBufferPointer(rebasing: buffer[pending]))
  }

  deinit {
    fileSystem.close(file)
    buffer.deallocate()
  }

  /// The bytes of a cell of the record at hand, without the blanks around an unquoted one; valid
  /// until the next record.
  func bytes(_ cell: Int) -> UnsafeRawBufferPointer {
    var range = cells[cell].bytes
    if !cells[cell].isQuoted {
      while let last = range.last, Self.isBlank(buffer[last]) { range = range.dropLast() }
      while let first = range.first, Self.isBlank(buffer[first]) { range = range.dropFirst() }
    }
    return UnsafeRawBufferPointer(rebasing: buffer[range])
  }

  /// The text of a cell of the record at hand, its doubled quotes made single.
  func text(_ cell: Int) -> String {
    let text = String(decoding: bytes(cell), as: UTF8.self)
    guard cells[cell].isQuoted, text.utf8.contains(UInt8(ascii: "\"")) else { return text }
    var single = ""
    var isSecond = false
    for character in text.unicodeScalars {
      isSecond = character == "\"" && !isSecond
      if !isSecond { single.unicodeScalars.append(character) }
    }
    return single
  }

  /// Goes on to the next record that is not blank.
  ///
  /// - Returns: Whether there is one.
  /// - Throws: ``FeedError`` with code `malformed` when a quoted cell does not end, or ends before
  ///   its text does, or a record is longer than ``capacity``; what the system says of a failed read.
  mutating func next() throws(FeedError) -> Bool {
    while true {
      line = nextLine
      while try !scan() {
        guard pending.count < Self.capacity else {
          throw malformed(
            nil, "line \(line) does not end within \(Self.capacity / 1024) kB",
            "Look for a quotation mark that is not closed.")
        }
        try fill()
      }
      guard !cells.isEmpty else { return false }
      let isBlank = cells.count == 1 && !cells[0].isQuoted && bytes(0).isEmpty
      if !isBlank { return true }
    }
  }

  /// An error at the record at hand.
  func malformed(_ value: String?, _ problem: String, _ remedy: String) -> FeedError {
    FeedError(
      .malformed, file: path, offset: line, value: value, problem: problem, remedy: remedy)
  }

  /// Moves what is pending to the front of the buffer and reads on behind it.
  private mutating func fill() throws(FeedError) {
    let rest = UnsafeRawBufferPointer(rebasing: buffer[pending])
    buffer.copyMemory(from: rest)
    let room = UnsafeMutableRawBufferPointer(rebasing: buffer[rest.count...])
    let count = try fileSystem.read(file, at: fileOffset, into: room)
    fileOffset += count
    isAtEnd = count < room.count
    pending = 0..<rest.count + count
  }

  /// Cuts the next record into cells, none where the file is at its end.
  ///
  /// - Returns: false when more of the file is needed first; nothing is taken then.
  private mutating func scan() throws(FeedError) -> Bool {
    cells.removeAll(keepingCapacity: true)
    var index = pending.lowerBound
    let end = pending.upperBound
    var lines = 1
    if index == end { return isAtEnd }
    while true {
      guard let cell = try cell(at: index, &lines) else { return false }
      cells.append(cell.cell)
      index = cell.next
      if index == end {
        // The file may go on after a cell that ends with what is in the buffer.
        guard isAtEnd else { return false }
        break
      }
      let byte = buffer[index]
      index += 1
      if byte == separator { continue }
      if byte == UInt8(ascii: "\r") {
        if index == end && !isAtEnd { return false }
        if index < end && buffer[index] == UInt8(ascii: "\n") { index += 1 }
      }
      break
    }
    nextLine = line + lines
    pending = index..<end
    return true
  }

  /// The cell that begins at an index, and the index of what ends it; nil when it may go on after
  /// what is in the buffer.
  private func cell(at start: Int, _ lines: inout Int) throws(FeedError) -> (cell: Cell, next: Int)?
  {
    let end = pending.upperBound
    if start < end && buffer[start] == UInt8(ascii: "\"") {
      return try quotedCell(at: start, &lines)
    }
    var index = start
    while index < end {
      let byte = buffer[index]
      if byte == separator || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { break }
      index &+= 1
    }
    guard index < end || isAtEnd else { return nil }
    return (Cell(bytes: start..<index, isQuoted: false), index)
  }

  private func quotedCell(
    at start: Int, _ lines: inout Int
  ) throws(FeedError) -> (cell: Cell, next: Int)? {
    let end = pending.upperBound
    let opening = line + lines - 1
    var index = start + 1
    while index < end {
      let byte = buffer[index]
      if byte == UInt8(ascii: "\"") {
        guard index + 1 < end || isAtEnd else { return nil }
        guard index + 1 < end, buffer[index + 1] == byte else { break }
        index += 1
      }
      // Of CR LF only the second counts.
      let isBeforeLineFeed = index + 1 < end && buffer[index + 1] == UInt8(ascii: "\n")
      if byte == UInt8(ascii: "\n") || (byte == UInt8(ascii: "\r") && !isBeforeLineFeed) {
        lines += 1
      }
      index += 1
    }
    guard index < end else {
      guard isAtEnd else { return nil }
      throw malformed(
        nil, "a quotation mark opened on line \(opening) is not closed", "Close it, or remove it.")
    }
    var next = index + 1
    while next < end, Self.isBlank(buffer[next]), buffer[next] != separator { next += 1 }
    let isEnded =
      next == end || buffer[next] == separator || buffer[next] == UInt8(ascii: "\n")
      || buffer[next] == UInt8(ascii: "\r")
    guard isEnded else {
      throw malformed(
        nil, "text follows a closing quotation mark on line \(line)",
        "Double the quotation marks within a quoted cell.")
    }
    return (Cell(bytes: start + 1..<index, isQuoted: true), next)
  }

  /// The separator of a file that begins with these bytes.
  private static func separator(of head: UnsafeRawBufferPointer) -> UInt8 {
    let candidates = "\t;,".utf8.map { $0 }
    var counts = [0, 0, 0]
    var isQuoted = false
    for byte in head {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      guard !isQuoted else { continue }
      let isLineEnd = byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
      if isLineEnd && counts != [0, 0, 0] { break }
      if let index = candidates.firstIndex(of: byte) { counts[index] += 1 }
    }
    let most = counts.max() ?? 0
    return candidates[counts.firstIndex(of: most) ?? 0]
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }
}
