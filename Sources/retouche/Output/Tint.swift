import Feeds

/// How a piece of text is set off on a terminal that has colours.
enum Tint: String {
  case plain = ""
  case dim = "2"
  case bold = "1"
  case red = "31"
  case green = "32"
  case yellow = "33"

  /// The text between the codes for this tint; as it is where there is no colour.
  func applied(to text: String, color: Bool = Terminal.allowsColor) -> String {
    guard color, self != .plain, !text.isEmpty else { return text }
    return "\u{1B}[\(rawValue)m\(text)\u{1B}[0m"
  }

  /// The tint of a state.
  init(_ state: State) {
    self =
      switch state {
      case .on: .red
      case .off: .dim
      case .unknown: .yellow
      }
  }
}
