import BrowserSupport
import Foundation

/// Listens to the stream of events.
final class EventListener {
  /// An event's name and data.
  struct Event {
    let name: String
    let data: JSON
  }

  private let connection: Connection

  /// Begins to listen, once the server has said hello.
  init(port: UInt16, headers: String = "") throws {
    connection = try Connection(port: port, patience: 10)
    connection.send(
      "GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\(headers)\r\n".utf8)
    let reply = try connection.reply()
    guard reply?.status == 200, reply?.headers["content-type"] == "text/event-stream",
      try next()?.name == "hello"
    else { throw ConnectionFailure("no stream of events") }
  }

  /// The next event; nil where the stream has ended.
  func next() throws -> Event? {
    while true {
      // Pieces of the transfer end with a line of their own, and so may stand before an event.
      guard let text = try connection.text(upTo: "\n\n") else { return nil }
      guard let range = text.range(of: "event: ") else { continue }
      let lines = text[range.lowerBound...].split(separator: "\n")
      guard lines.count == 2, lines[1].hasPrefix("data: ") else {
        throw ConnectionFailure("no event: \(text)")
      }
      return Event(
        name: String(lines[0].dropFirst("event: ".count)),
        data: try JSON(Data(lines[1].dropFirst("data: ".count).utf8)))
    }
  }

  /// The next event of a feed.
  func nextOfFeed() throws -> JSON? {
    while let event = try next() {
      if event.name == "feed" { return event.data }
    }
    return nil
  }
}
