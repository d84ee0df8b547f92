internal import Charts

/// A table of a page.
struct PageTable {
  /// A cell: text, which may hold anything, or elements.
  enum Cell: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
    case text(String)
    case elements(String)

    init(stringLiteral text: String) { self = .text(text) }

    var html: String {
      switch self {
      case .text(let text): SVGText.escaped(text)
      case .elements(let elements): elements
      }
    }
  }

  /// Titles of the columns; those of figures are aligned at the right.
  let columns: [(title: String, isFigure: Bool)]
  private var rows: [(cells: [Cell], isSum: Bool)] = []

  /// - Parameter columns: Titles; one that begins with a `#` is that of figures.
  init(_ columns: String...) {
    self.columns = columns.map { title in
      title.hasPrefix("#") ? (String(title.dropFirst()), true) : (title, false)
    }
  }

  mutating func add(_ cells: [Cell], isSum: Bool = false) { rows.append((cells, isSum)) }

  var isEmpty: Bool { rows.isEmpty }

  var html: String {
    func classed(_ column: Int) -> String { columns[column].isFigure ? " class=\"n\"" : "" }
    let head = columns.indices.map {
      "<th scope=\"col\"\(classed($0))>\(SVGText.escaped(columns[$0].title))</th>"
    }
    let body = rows.map { row in
      let cells = row.cells.enumerated().map { "<td\(classed($0))>\($1.html)</td>" }
      return "<tr\(row.isSum ? " class=\"sum\"" : "")>\(cells.joined())</tr>"
    }
    return """
      <div class="scroll"><table>
      <thead><tr>\(head.joined())</tr></thead>
      <tbody>
      \(body.joined(separator: "\n"))
      </tbody></table></div>
      """
  }
}
