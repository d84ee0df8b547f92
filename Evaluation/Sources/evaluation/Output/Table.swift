/// Rows of cells under a head.
struct Table: Sendable {
  /// A column: its name in a table for people, and in a document for programs.
  struct Column: Sendable {
    let name: String
    let key: String
    let isFigure: Bool

    /// A column of texts.
    static func text(_ name: String, key: String? = nil) -> Column {
      Column(name: name, key: key ?? name, isFigure: false)
    }

    /// A column of figures.
    static func figure(_ name: String, key: String? = nil) -> Column {
      Column(name: name, key: key ?? name, isFigure: true)
    }
  }

  let columns: [Column]
  var rows: [[Cell]] = []

  init(_ columns: [Column]) { self.columns = columns }

  /// The table aligned for a terminal; a text that repeats the one above, in the first column, is left
  /// out.
  var text: String {
    padded.map { cells in
      var line = cells.joined(separator: "  ")[...]
      while line.last == " " { line.removeLast() }
      return String(line)
    }.joined(separator: "\n")
  }

  /// The same as Markdown.
  var markdown: String {
    let padded = padded
    let rule = zip(columns, padded[0]).map { column, head in
      String(repeating: "-", count: max(3, head.count) - 1) + (column.isFigure ? ":" : "-")
    }
    return ([padded[0], rule] + padded.dropFirst())
      .map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
  }

  private var padded: [[String]] {
    var lines = [columns.map(\.name)]
    var last: String?
    for row in rows {
      var line = row.map(\.text)
      if line.first == last { line[0] = "" } else { last = line.first }
      lines.append(line)
    }
    let widths = columns.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    return lines.map { line in
      line.indices.map { column in
        let padding = String(repeating: " ", count: widths[column] - line[column].count)
        return columns[column].isFigure ? padding + line[column] : line[column] + padding
      }
    }
  }
}

extension Table: Encodable {
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// A list of rows, each an object that names its cells.
  func encode(to encoder: any Encoder) throws {
    var list = encoder.unkeyedContainer()
    for row in rows {
      var object = list.nestedContainer(keyedBy: Key.self)
      for (column, cell) in zip(columns, row) {
        try object.encode(cell, forKey: Key(stringValue: column.key))
      }
    }
  }
}
