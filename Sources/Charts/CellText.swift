/// Text measured in the cells of a terminal.
package enum CellText {
  /// Names with what would disturb a terminal (control characters, line ends) replaced by spaces.
  static func printable(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator, .surrogate, .format: result.append(" ")
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// Cells that a printable text takes.
  package static func width(_ text: String) -> Int { text.reduce(0) { $0 + width($1) } }

  /// A text of exactly some cells: cut with an ellipsis, or filled with spaces at its end.
  static func left(_ text: String, _ cells: Int) -> String {
    let cut = truncated(text, cells)
    return cut + spaces(cells - width(cut))
  }

  /// A text of exactly some cells: cut with an ellipsis, or filled with spaces at its start.
  static func right(_ text: String, _ cells: Int) -> String {
    let cut = truncated(text, cells)
    return spaces(cells - width(cut)) + cut
  }

  /// A text of at most some cells, cut with an ellipsis.
  static func truncated(_ text: String, _ cells: Int) -> String {
    guard width(text) > cells else { return text }
    guard cells > 0 else { return "" }
    var result = ""
    var used = 0
    for character in text {
      used += width(character)
      if used > cells - 1 { break }
      result.append(character)
    }
    return result + "…"
  }

  static func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

  private static func width(_ character: Character) -> Int {
    guard let first = character.unicodeScalars.first else { return 0 }
    switch first.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    if first.properties.isEmojiPresentation { return 2 }
    if character.unicodeScalars.contains("\u{FE0F}") { return 2 }
    return wide.contains { $0.contains(first.value) } ? 2 : 1
  }

  /// Scalars of two cells. (Source: Unicode, EastAsianWidth.txt, classes W and F, in broad ranges.)
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3,
    0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
    0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD,
  ]
}
