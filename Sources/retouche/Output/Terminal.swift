import Glibc

/// What is known of the terminal, if there is one.
enum Terminal {
  /// Whether results are read by a person on a terminal.
  static let showsResults = isatty(STDOUT_FILENO) == 1
  /// Whether messages are.
  static let showsMessages = isatty(STDERR_FILENO) == 1

  /// Whether somebody is there to be asked.
  static let asks = isatty(STDIN_FILENO) == 1 && showsMessages

  /// Whether results may be coloured: on a terminal that can, unless `NO_COLOR` says otherwise.
  static let allowsColor =
    showsResults && environment("NO_COLOR") == nil && environment("TERM") != "dumb"

  /// Cells across: the terminal's, else `$COLUMNS`, else 80.
  static var width: Int { size?.width ?? environment("COLUMNS").flatMap { Int($0) } ?? 80 }

  /// Lines, where there is a terminal.
  static var height: Int? { size?.height }

  private static var size: (width: Int, height: Int)? {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  /// A variable of the environment; nil where it is absent or empty.
  static func environment(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
  }

  /// Asks for consent; anything but a yes, in English or French, is a no.
  static func agrees(_ question: String) -> Bool {
    Console.tell("\(question) [y/N] ")
    return ["y", "yes", "o", "oui"].contains(readLine()?.lowercased() ?? "")
  }

  /// Asks for what must not be seen on the screen.
  static func secret(_ question: String) -> String {
    guard let typed = getpass(question) else { return "" }
    defer { memset(typed, 0, strlen(typed)) }
    return String(cString: typed)
  }
}
