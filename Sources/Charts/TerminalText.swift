/// A line of a terminal, in spans of one colour.
struct TerminalLine {
  /// How a span is written where colour is allowed.
  enum Style: Equatable {
    case plain
    case bold
    /// Of the 256 colours that terminals share.
    case color(UInt8)
  }

  private var spans: [(text: String, style: Style)] = []
  /// Cells taken so far.
  private(set) var width = 0

  mutating func append(_ text: String, _ style: Style = .plain) {
    spans.append((text, style))
    width += CellText.width(text)
  }

  /// The line filled to some cells, with the codes for colours where they are allowed.
  func text(width: Int, color: Bool) -> String {
    var text = ""
    for span in spans {
      switch span.style {
      case .bold where color: text += "\u{1B}[1m\(span.text)\u{1B}[0m"
      case .color(let code) where color: text += "\u{1B}[38;5;\(code)m\(span.text)\u{1B}[0m"
      default: text += span.text
      }
    }
    return text + CellText.spaces(width - self.width)
  }

  /// Sets items out over as many lines as they need, two cells apart.
  ///
  /// - Parameters:
  ///   - items: Symbols with their style, and the texts that explain them.
  ///   - width: Cells of a line; a longer item is cut.
  /// - Returns: The lines; none for no item.
  static func flow(_ items: [(symbol: String, style: Style, text: String)], width: Int)
    -> [TerminalLine]
  {
    var lines: [TerminalLine] = []
    var line = TerminalLine()
    for item in items {
      let room = max(0, width - CellText.width(item.symbol) - 1)
      let text = " " + CellText.truncated(item.text, room)
      let needed = CellText.width(item.symbol) + CellText.width(text)
      if line.width > 0 && line.width + 2 + needed > width {
        lines.append(line)
        line = TerminalLine()
      }
      if line.width > 0 { line.append("  ") }
      line.append(item.symbol, item.style)
      line.append(text)
    }
    return line.width > 0 ? lines + [line] : lines
  }
}
