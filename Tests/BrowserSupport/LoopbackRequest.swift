import Dispatch
import Foundation

/// One request of HTTP/1.1 to a port of this machine, on a connection of its own.
///
/// Foundation's client refuses answers of chromedriver, and honours proxies.
struct LoopbackRequest: Sendable {
  var method = "GET"
  var port: UInt16
  var path: String
  var body = Data()
  /// How long no byte may come, in seconds.
  var patience = 180

  /// An answer.
  struct Answer: Sendable {
    let status: Int
    let body: Data
  }

  private static let queue = DispatchQueue(label: "loopback requests", attributes: .concurrent)

  /// Sends it and waits for the whole answer, outside of the threads that run the tests.
  ///
  /// - Throws: ``BrowserFailure`` when nobody answers, or not in HTTP.
  func answer() async throws -> Answer {
    try await withCheckedThrowingContinuation { continuation in
      Self.queue.async { continuation.resume(with: Result { try exchange() }) }
    }
  }

  private func exchange() throws -> Answer {
    let socket = try LoopbackSocket.connected(to: port, patience: patience, failure: failure)
    defer { close(socket) }
    try send(on: socket)
    return try receive(on: socket)
  }

  private func send(on socket: Int32) throws {
    let head = """
      \(method) \(path) HTTP/1.1\r
      Host: 127.0.0.1:\(port)\r
      Connection: close\r
      Content-Type: application/json; charset=utf-8\r
      Content-Length: \(body.count)\r
      \r\n
      """
    let bytes = Array(head.utf8) + body
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Foundation.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw failure("send") }
      sent += count
    }
  }

  private func receive(on socket: Int32) throws -> Answer {
    var received: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65536)
    var expected: (status: Int, start: Int, end: Int?)?
    while true {
      if let expected, let end = expected.end, received.count >= end {
        return Answer(status: expected.status, body: Data(received[expected.start..<end]))
      }
      let count = recv(socket, &piece, piece.count, 0)
      guard count >= 0 else { throw failure("recv") }
      if count == 0 { break }
      received += piece[..<count]
      if expected == nil { expected = try Self.head(of: received) }
    }
    guard let expected, expected.end == nil else {
      throw BrowserFailure(
        "\(method) \(path) at port \(port): the connection ended within the answer")
    }
    return Answer(status: expected.status, body: Data(received[expected.start...]))
  }

  /// Status, and where the body begins and ends; nil while the head is not whole. A body without
  /// a length ends with the connection.
  private static func head(
    of bytes: [UInt8]
  ) throws -> (status: Int, start: Int, end: Int?)? {
    guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
    let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
      .components(separatedBy: "\r\n")
    let words = lines[0].split(separator: " ")
    guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else {
      throw BrowserFailure("an answer that is not HTTP: \(lines[0])")
    }
    let name = "content-length:"
    let field = lines.first { $0.lowercased().hasPrefix(name) }
    let length = field.flatMap { Int($0.dropFirst(name.count).filter { $0 != " " }) }
    return (status, end.upperBound, length.map { end.upperBound + $0 })
  }

  private func failure(_ call: String) -> BrowserFailure {
    BrowserFailure(
      "\(method) \(path) at port \(port): \(call): \(String(cString: strerror(errno)))")
  }
}
