import Glibc

/// Where results and messages go: data to standard output, everything else to standard error.
enum Console {
  /// Writes a result.
  ///
  /// - Parameter text: The text, with its line ends.
  /// - Throws: ``CommandError`` when standard output cannot take it, as on a full disk.
  static func write(_ text: String) throws {
    var text = text
    try text.withUTF8 { try write(UnsafeRawBufferPointer($0)) }
  }

  /// Writes bytes of a result.
  static func write(_ bytes: UnsafeRawBufferPointer) throws {
    guard send(bytes, to: STDOUT_FILENO) else {
      throw CommandError(
        "standard output cannot be written: \(String(cString: strerror(errno)))",
        remedy: "What was written so far is not whole: free some room, or write elsewhere.")
    }
  }

  /// Writes a JSON document.
  static func write(_ document: JSON) throws { try write(document.text + "\n") }

  /// Says something that is no result, a line with the program's name in front.
  static func note(_ sentence: String) { tell("retouche: \(sentence)\n") }

  /// Writes a text to standard error.
  static func tell(_ text: String) {
    // A name out of a file may hold what would disturb a terminal.
    var text = text.printable(keepingLines: true)
    text.withUTF8 { _ = send(UnsafeRawBufferPointer($0), to: STDERR_FILENO) }
  }

  /// Writes to the terminal of standard error as it is, codes included.
  static func draw(_ text: String) {
    var text = text
    text.withUTF8 { _ = send(UnsafeRawBufferPointer($0), to: STDERR_FILENO) }
  }

  private static func send(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
    var rest = bytes[...]
    while let start = UnsafeRawBufferPointer(rebasing: rest).baseAddress, !rest.isEmpty {
      let count = Glibc.write(descriptor, start, rest.count)
      if count < 0 {
        if errno == EINTR { continue }
        return false
      }
      rest = rest.dropFirst(count)
    }
    return true
  }
}
