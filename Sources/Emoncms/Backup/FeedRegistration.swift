import Feeds

/// What registering a feed changes in a dump.
///
/// The row stands in an `INSERT` of its own, right behind those of the other feeds, for mysqldump
/// itself begins a further one where the first becomes long.
struct FeedRegistration {
  let id: Int
  let edits: [DumpEdit]

  /// The greatest id that the column holds.
  private static let greatestID = Int(Int32.max)
  /// Without these columns it is no table of Emoncms's.
  private static let necessary = ["id", "name", "userid", "tag", "engine"]

  /// - Parameters:
  ///   - feed: What the feed is called and when its points are.
  ///   - feeds: The feeds that the dump lists.
  ///   - structure: The table.
  ///   - file: What the dump is called, for errors.
  ///   - user: The account; nil for that of the other feeds.
  ///   - greatest: The greatest id that a file is called by; 0 where there is none.
  /// - Throws: ``BackupError`` when there is such a feed, or the dump cannot hold it.
  init(
    of feed: NewFeed, among feeds: some Collection<BackupFeed>, _ structure: SQLTableStructure,
    file: String, user: Int?, above greatest: Int
  ) throws(BackupError) {
    guard let place = structure.placeForRows, !structure.columns.isEmpty else {
      throw BackupError(
        .noTable, file: file, problem: "makes no table of feeds, in which one could be registered",
        remedy: "Give a backup whose dump was made by mysqldump or mariadb-dump with its tables.")
    }
    guard !structure.isCut else {
      throw BackupError(
        .malformedDump, file: file, problem: "ends within the table of feeds",
        remedy: "Make the backup again: this one is cut short.")
    }
    let names = structure.columns.map { $0.name.lowercased() }
    if let missing = Self.necessary.first(where: { !names.contains($0) }) {
      throw Self.unsuitable(file, "has a table of feeds without a column \(missing)")
    }
    let user = try Self.user(user, of: feeds, file: file)
    if let taken = feeds.first(where: {
      $0.userID == user && $0.name == feed.name && ($0.tag ?? "") == feed.tag
    }) {
      throw BackupError(
        .taken, file: file,
        problem: "has a feed \"\(feed.name)\" under \"\(feed.tag)\" already: feed \(taken.id)",
        remedy: "Give the new feed another name or tag.")
    }
    let listed = feeds.reduce(0) { max($0, $1.id) }
    let counted = structure.autoIncrements.reduce(0) { max($0, $1.number - 1) }
    let last = max(listed, counted, greatest)
    guard last < Self.greatestID else {
      throw Self.unsuitable(file, "has no id left behind \(last)")
    }
    id = last + 1

    let row = DumpRow(feed, id: id, user: user, structure, place, file: file)
    var edits = [
      DumpEdit(range: place.offset..<place.offset, replacement: try row.statement())
    ]
    let next = Array("\(id + 1)".utf8)
    for number in structure.autoIncrements {
      edits.append(DumpEdit(range: number.range, replacement: next))
    }
    if structure.autoIncrements.isEmpty, structure.isNumbered, let end = structure.engineEnd {
      edits.append(
        DumpEdit(range: end..<end, replacement: Array(" AUTO_INCREMENT=".utf8) + next))
    }
    self.edits = edits
  }

  /// The account that the feed goes to.
  private static func user(
    _ user: Int?, of feeds: some Collection<BackupFeed>, file: String
  ) throws(BackupError) -> Int {
    if let user {
      guard user > 0 else {
        throw unsuitable(file, "cannot have a user \(user)", remedy: "Give the id of a user.")
      }
      return user
    }
    let users = Set(feeds.compactMap(\.userID)).sorted()
    guard let first = users.first else {
      throw unsuitable(
        file, "lists no feed that would tell whose the new one is", remedy: "Say which user's.")
    }
    guard users.count == 1 else {
      let list = users.map(String.init).joined(separator: ", ")
      throw unsuitable(
        file, "lists feeds of several users (\(list))", remedy: "Say which user's the new one is.")
    }
    return first
  }

  static func unsuitable(
    _ file: String, _ problem: String,
    remedy: String = "Register the feed on the Emoncms itself, and make a backup of that."
  ) -> BackupError {
    BackupError(.unsuitable, file: file, problem: problem, remedy: remedy)
  }
}

/// The row of a feed as mysqldump writes one.
private struct DumpRow {
  private let feed: NewFeed
  private let id: Int
  private let user: Int
  private let structure: SQLTableStructure
  private let place: SQLTableStructure.Place
  private let file: String

  init(
    _ feed: NewFeed, id: Int, user: Int, _ structure: SQLTableStructure,
    _ place: SQLTableStructure.Place, file: String
  ) {
    self.feed = feed
    self.id = id
    self.user = user
    self.structure = structure
    self.place = place
    self.file = file
  }

  /// The statement, on a line of its own.
  func statement() throws(BackupError) -> [UInt8] {
    var names: [String] = []
    var values: [String] = []
    let isNamed = structure.insertNamesColumns || structure.columns.contains(where: \.isComputed)
    for column in structure.columns where !column.isComputed {
      names.append("`\(column.name.replacing("`", with: "``"))`")
      values.append(try value(of: column))
    }
    let list = isNamed ? " (\(names.joined(separator: ", ")))" : ""
    let text = "\nINSERT INTO `feeds`\(list) VALUES (\(values.joined(separator: ",")))"
    return Array(text.utf8) + place.delimiter
  }

  private func value(of column: SQLColumn) throws(BackupError) -> String {
    switch column.name.lowercased() {
    case "id": return "\(id)"
    case "name": return try literal(feed.name, column)
    case "userid": return "\(user)"
    case "tag": return try literal(feed.tag, column)
    case "datatype": return "1"
    case "public": return "0"
    // As Emoncms counts: both files.
    case "size": return "\(FeedMetadata.size + 4 * feed.timeline.count)"
    case "engine": return "\(BackupFeed.phpFina)"
    case "unit": return try literal(feed.unit, column)
    case "server": return "0"
    case "time", "value", "processlist": return column.isNotNull ? "DEFAULT" : "NULL"
    default:
      guard !column.needsValue else {
        throw FeedRegistration.unsuitable(
          file, "has a column \(column.name) of feeds that needs a value and is not known here")
      }
      return "DEFAULT"
    }
  }

  /// A string as mysqldump writes one; in hexadecimal where the server would misread its bytes.
  private func literal(_ text: String, _ column: SQLColumn) throws(BackupError) -> String {
    let charset = structure.charset(of: column)
    if let odd = text.unicodeScalars.first(where: { !Self.holds($0, charset) }) {
      throw FeedRegistration.unsuitable(
        file,
        "keeps the \(column.name) of a feed in \(charset ?? "an encoding that it does not say"), "
          + "which cannot be trusted with \"\(Character(odd))\" of \"\(text)\"",
        remedy: "Write it without that character.")
    }
    let isUTF8 = ["utf8", "utf8mb3", "utf8mb4"].contains(place.charset ?? "")
    let fits = text.unicodeScalars.allSatisfy {
      $0.isASCII || isUTF8 && ($0.value <= 0xFFFF || place.charset == "utf8mb4")
    }
    guard fits else {
      let digits = text.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }
      return "_utf8mb4 0x\(digits.joined())"
    }
    return "'\(Self.escaped(text))'"
  }

  /// Whether a column of an encoding holds a character.
  private static func holds(_ scalar: Unicode.Scalar, _ charset: String?) -> Bool {
    switch charset {
    case "utf8mb4": true
    case "utf8", "utf8mb3": scalar.value <= 0xFFFF
    case "latin1": Latin1.holds(scalar)
    default: scalar.isASCII
    }
  }

  private static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { text, scalar in
      switch scalar {
      case "\0": text += "\\0"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\u{1A}": text += "\\Z"
      case "\\", "'", "\"":
        text += "\\"
        text.unicodeScalars.append(scalar)
      default: text.unicodeScalars.append(scalar)
      }
    }
  }
}
