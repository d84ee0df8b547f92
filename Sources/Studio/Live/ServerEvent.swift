/// One event of a stream, as `text/event-stream` writes it.
struct ServerEvent: Sendable {
  let text: String

  /// - Parameters:
  ///   - name: What the page listens for.
  ///   - data: A document of one line.
  init(_ name: String, _ data: JSON) { text = "event: \(name)\ndata: \(data.text)\n\n" }

  private init(text: String) { self.text = text }

  /// A comment, which keeps what lies between from closing a silent connection.
  static let heartbeat = ServerEvent(text: ": still here\n\n")
}
