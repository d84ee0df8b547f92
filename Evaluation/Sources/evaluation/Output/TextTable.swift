/// Rows of cells under a head, laid out for a terminal or as Markdown.
struct TextTable {
  /// The head, from left to right.
  let head: [Column]
  var rows: [[String]] = []

  struct Column {
    let name: String
    let isFigure: Bool
  }

  /// - Parameters:
  ///   - texts: Names of the first columns, which hold text.
  ///   - figures: Names of those that follow, which hold figures.
  init(texts: [String], figures: [String]) {
    head =
      texts.map { Column(name: $0, isFigure: false) }
      + figures.map { Column(name: $0, isFigure: true) }
  }

  /// The table as text: Markdown, or aligned for a terminal.
  func text(isMarkdown: Bool) -> String {
    let lines = [head.map(\.name)] + rows
    let widths = head.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    let padded = lines.map { line in
      line.indices.map { column in
        let padding = String(repeating: " ", count: widths[column] - line[column].count)
        return head[column].isFigure ? padding + line[column] : line[column] + padding
      }
    }
    guard isMarkdown else {
      return padded.map { $0.joined(separator: "  ").trimmingEnd() }.joined(separator: "\n")
    }
    let rule = zip(head, widths).map { column, width in
      String(repeating: "-", count: max(3, width - 1)) + (column.isFigure ? ":" : "-")
    }
    return ([padded[0], rule] + padded.dropFirst())
      .map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
  }
}

extension String {
  /// The text without the spaces at its end.
  fileprivate func trimmingEnd() -> String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
