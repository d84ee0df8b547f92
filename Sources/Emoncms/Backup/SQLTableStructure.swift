/// How a dump makes a table, and where its rows stand.
struct SQLTableStructure {
  /// A number that ids are given from, and where it stands in the dump.
  struct AutoIncrement {
    let range: Range<Int>
    let number: Int
  }

  /// Where a further `INSERT` may stand.
  struct Place {
    /// Offset in the dump of the byte behind the statement before it.
    let offset: Int
    /// What ends a statement there.
    let delimiter: [UInt8]
    /// The encoding that the server takes the text there to be in, in lower case, where it is said.
    let charset: String?
  }

  /// The columns in their order; none where there is no `CREATE TABLE`.
  var columns: [SQLColumn] = []
  /// The encoding of columns that do not name their own, in lower case.
  var charset: String?
  /// Behind the rows, or where they would stand.
  var placeForRows: Place?
  /// Whether the dump ends before the statement of ``placeForRows`` does.
  var isCut = false
  /// Whether the last `INSERT` names its columns.
  var insertNamesColumns = false
  /// Whether the table numbers its rows by itself.
  var isNumbered = false
  var autoIncrements: [AutoIncrement] = []
  /// Where `ENGINE=…` ends, behind which mysqldump writes `AUTO_INCREMENT`.
  var engineEnd: Int?

  /// The encoding of a column's text, in lower case; nil where the dump does not say it.
  func charset(of column: SQLColumn) -> String? { column.charset ?? charset }
}

/// A column as `CREATE TABLE` defines it.
struct SQLColumn {
  let name: String
  private(set) var isNotNull = false
  private(set) var hasDefault = false
  /// Whether its values are made by the server, counted up or computed.
  private(set) var isNumbered = false
  private(set) var isComputed = false
  /// The encoding that it names for itself, in lower case.
  var charset: String? { charsetReader.charset }
  private var charsetReader = SQLCharsetReader()
  private var previous = ""

  init(name: String) { self.name = name }

  /// Whether a row needs a value for it.
  var needsValue: Bool { isNotNull && !hasDefault && !isNumbered && !isComputed }

  /// Takes in the next word of the definition.
  mutating func add(_ token: SQLToken) {
    charsetReader.add(token)
    guard case .word(let word) = token else { return }
    let upper = word.uppercased()
    switch upper {
    case "NULL" where previous == "NOT": isNotNull = true
    case "DEFAULT": hasDefault = true
    case "AUTO_INCREMENT": isNumbered = true
    case "AS", "GENERATED": isComputed = true
    default: break
    }
    previous = upper
  }
}

/// Finds the encoding in a column's definition or a table's options: `CHARSET=utf8`,
/// `CHARACTER SET utf8`, or what `COLLATE utf8_general_ci` is of.
struct SQLCharsetReader {
  private var named: String?
  private var collation: String?
  private var words: [String] = []

  /// In lower case.
  var charset: String? {
    named ?? collation.map { String($0.prefix { $0 != "_" }) }
  }

  mutating func add(_ token: SQLToken) {
    let word: String
    switch token {
    case .word(let text), .identifier(let text): word = text.lowercased()
    case .string(let bytes, _): word = String(decoding: bytes, as: UTF8.self).lowercased()
    case .symbol(UInt8(ascii: "=")): return
    default:
      words = []
      return
    }
    if words.last == "charset" || words.suffix(2) == ["character", "set"] {
      named = word
    } else if words.last == "collate" {
      collation = word
    }
    words = Array(words.suffix(1)) + [word]
  }
}
