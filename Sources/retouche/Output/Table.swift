import Charts

/// Rows of cells in aligned columns, for people.
struct Table {
  enum Alignment {
    case left
    case right
  }

  struct Column {
    let title: String
    let alignment: Alignment
    /// Columns of the greatest rank are left out first where the terminal is narrow; those of rank 0
    /// never are.
    let rank: Int

    /// - Parameters:
    ///   - title: What stands above the column; empty for none.
    ///   - alignment: Where its cells are aligned.
    ///   - rank: 0 for a column that is never left out.
    init(_ title: String, _ alignment: Alignment = .left, rank: Int = 0) {
      self.title = title
      self.alignment = alignment
      self.rank = rank
    }
  }

  struct Cell: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
    let text: String
    let tint: Tint

    init(_ text: String, _ tint: Tint = .plain) {
      self.text = text.printable()
      self.tint = tint
    }

    init(stringLiteral text: String) { self.init(text) }
  }

  private let columns: [Column]
  private let indent: Int
  private var rows: [[Cell]] = []

  /// - Parameters:
  ///   - columns: The columns, from left to right.
  ///   - indent: Spaces before each line.
  init(_ columns: [Column], indent: Int = 0) {
    self.columns = columns
    self.indent = indent
  }

  /// A table of facts: names at the left, what there is to say at the right.
  static func facts() -> Table { Table([Column(""), Column("")], indent: 2) }

  /// Whether it has no row.
  var isEmpty: Bool { rows.isEmpty }

  mutating func add(_ cells: Cell...) { add(cells) }

  mutating func add(_ cells: [Cell]) { rows.append(cells) }

  /// Adds a fact: its name is dimmed.
  mutating func add(fact name: String, _ text: String) { add(Cell(name, .dim), Cell(text)) }

  /// The table's lines.
  ///
  /// - Parameters:
  ///   - width: Cells across, on a terminal; nil to leave nothing out.
  ///   - color: Whether tints are written.
  /// - Returns: The lines, each with its end; none has spaces at its end.
  func text(
    width: Int? = Terminal.showsResults ? Terminal.width : nil, color: Bool = Terminal.allowsColor
  ) -> String {
    let shown = shownColumns(width)
    let widths = shown.map(cellWidth)
    var lines: [String] = []
    if columns.contains(where: { !$0.title.isEmpty }) {
      lines.append(line(shown.map { Cell(columns[$0].title, .dim) }, shown, widths, color))
    }
    for row in rows { lines.append(line(shown.map { row[$0] }, shown, widths, color)) }
    return lines.map { $0 + "\n" }.joined()
  }

  private func shownColumns(_ width: Int?) -> [Int] {
    var shown = Array(columns.indices)
    guard let width else { return shown }
    while indent + shown.map({ cellWidth($0) + 2 }).reduce(-2, +) > width,
      let last = shown.max(by: { columns[$0].rank < columns[$1].rank }), columns[last].rank > 0
    {
      shown.removeAll { $0 == last }
    }
    return shown
  }

  private func cellWidth(_ column: Int) -> Int {
    rows.map { CellText.width($0[column].text) }.reduce(CellText.width(columns[column].title), max)
  }

  private func line(_ cells: [Cell], _ shown: [Int], _ widths: [Int], _ color: Bool) -> String {
    var line = String(repeating: " ", count: indent)
    for (index, cell) in cells.enumerated() {
      let padding = String(repeating: " ", count: max(0, widths[index] - CellText.width(cell.text)))
      let text = cell.tint.applied(to: cell.text, color: color)
      if columns[shown[index]].alignment == .right {
        line += padding + text
      } else {
        line += index == cells.count - 1 ? text : text + padding
      }
      if index < cells.count - 1 { line += "  " }
    }
    while line.last == " " { line.removeLast() }
    return line
  }
}

extension String {
  /// The text with what would disturb a terminal, control characters above all, made visible.
  func printable(keepingLines: Bool = false) -> String {
    func disturbs(_ scalar: Unicode.Scalar) -> Bool {
      if keepingLines, scalar == "\n" { return false }
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: return true
      default: return false
      }
    }
    guard unicodeScalars.contains(where: disturbs) else { return self }
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars { result.append(disturbs(scalar) ? "\u{FFFD}" : scalar) }
    return String(result)
  }
}
