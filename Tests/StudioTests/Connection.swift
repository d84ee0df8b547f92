import BrowserSupport
import Foundation

/// A connection to a port of this machine: what is sent, and what comes, to the byte.
final class Connection {
  /// An answer of HTTP/1.1.
  struct Reply {
    let status: Int
    /// By lower-case name.
    let headers: [String: String]
    let body: [UInt8]
  }

  private let socket: Int32
  private var received: [UInt8] = []

  /// - Parameters:
  ///   - port: The port, on 127.0.0.1.
  ///   - patience: Seconds that no byte may come.
  /// - Throws: ``ConnectionFailure``.
  init(port: UInt16, patience: Int = 20) throws {
    socket = try LoopbackSocket.connected(
      to: port, patience: patience, failure: { ConnectionFailure($0) })
    var limit = timeval(tv_sec: patience, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var on: Int32 = 1
    setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
  }

  deinit { close(socket) }

  /// Sends bytes as they are; a server that has closed meanwhile takes fewer.
  func send(_ bytes: some Collection<UInt8>) {
    let bytes = Array(bytes)
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Foundation.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      sent += count
    }
  }

  /// Tells the server that nothing more will come.
  func finish() { shutdown(socket, Int32(SHUT_WR)) }

  /// Waits for a text, and takes all up to its end.
  ///
  /// - Returns: What came, the text included; nil where the connection ended before.
  /// - Throws: ``ConnectionFailure`` where nothing comes for too long.
  func text(upTo end: String) throws -> String? {
    let end = Array(end.utf8)
    while true {
      if let range = received.firstRange(of: end) {
        defer { received.removeSubrange(..<range.upperBound) }
        return String(decoding: received[..<range.upperBound], as: UTF8.self)
      }
      guard try more() else { return nil }
    }
  }

  /// Waits for an answer.
  ///
  /// - Parameter isHead: Whether it answers a HEAD, and has no body whatever it says.
  /// - Returns: The answer; nil where the connection ended before it was whole.
  /// - Throws: ``ConnectionFailure`` where nothing comes for too long, or no HTTP does.
  func reply(isHead: Bool = false) throws -> Reply? {
    guard let head = try text(upTo: "\r\n\r\n") else { return nil }
    let lines = head.components(separatedBy: "\r\n")
    let words = lines[0].split(separator: " ")
    guard words.count >= 2, words[0] == "HTTP/1.1", let status = Int(words[1]) else {
      throw ConnectionFailure("an answer that begins with \(lines[0])")
    }
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      headers[line[..<colon].lowercased()] = line[line.index(after: colon)...]
        .trimmingCharacters(in: .whitespaces)
    }
    let isChunked = headers["transfer-encoding"] == "chunked"
    let length = isHead || isChunked || status == 304 ? 0 : Int(headers["content-length"] ?? "0")
    guard let length else { throw ConnectionFailure("an answer without a length") }
    while received.count < length { guard try more() else { return nil } }
    defer { received.removeFirst(length) }
    return Reply(status: status, headers: headers, body: Array(received[..<length]))
  }

  /// All that comes until the server closes.
  func rest() throws -> [UInt8] {
    while try more() {}
    defer { received = [] }
    return received
  }

  /// Waits for more bytes; false where the connection has ended.
  private func more() throws -> Bool {
    var piece = [UInt8](repeating: 0, count: 65_536)
    let count = recv(socket, &piece, piece.count, 0)
    if count < 0, errno != ECONNRESET { throw ConnectionFailure("recv") }
    guard count > 0 else { return false }
    received += piece[..<count]
    return true
  }
}

/// Why a connection did not do what a test asked.
struct ConnectionFailure: Error, CustomStringConvertible {
  let description: String

  init(_ what: String) { description = "\(what): \(String(cString: strerror(errno)))" }
}
