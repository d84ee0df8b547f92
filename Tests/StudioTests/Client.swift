import BrowserSupport
import Foundation

/// Asks a running Studio, one request after another on one connection.
final class Client {
  let port: UInt16
  private var connection: Connection

  init(_ server: StudioServer) throws {
    guard let port = URL(string: server.address)?.port.flatMap(UInt16.init(exactly:)) else {
      throw ConnectionFailure("no port in \(server.address)")
    }
    self.port = port
    connection = try Connection(port: port)
  }

  /// One request.
  ///
  /// - Parameters:
  ///   - method: The method.
  ///   - path: The path below `/api/v1`, or from the root where it begins with two slashes.
  ///   - body: The body, as JSON; no body where nil.
  ///   - headers: Headers beside those of every request, or in place of them; empty leaves one out.
  /// - Returns: The answer.
  /// - Throws: ``ConnectionFailure`` where none comes.
  @discardableResult
  func ask(
    _ method: String = "GET", _ path: String, _ body: String? = nil,
    _ headers: [String: String] = [:]
  ) throws -> Connection.Reply {
    if let reply = try exchange(method, path, body, headers) { return reply }
    // The server may end a connection after any answer.
    connection = try Connection(port: port)
    guard let reply = try exchange(method, path, body, headers) else {
      throw ConnectionFailure("no answer to \(method) \(path)")
    }
    return reply
  }

  private func exchange(
    _ method: String, _ path: String, _ body: String?, _ headers: [String: String]
  ) throws -> Connection.Reply? {
    let target = path.hasPrefix("//") ? String(path.dropFirst()) : "/api/v1\(path)"
    var fields = ["Host": "127.0.0.1:\(port)"]
    if let body {
      fields["Content-Type"] = "application/json"
      fields["Content-Length"] = "\(body.utf8.count)"
    }
    fields.merge(headers) { $1 }
    let head = fields.filter { !$0.value.isEmpty }.map { "\($0.key): \($0.value)\r\n" }.joined()
    connection.send("\(method) \(target) HTTP/1.1\r\n\(head)\r\n\(body ?? "")".utf8)
    let reply = try connection.reply(isHead: method == "HEAD")
    if reply?.headers["connection"] == "close" { connection = try Connection(port: port) }
    return reply
  }

  /// The document that an address holds.
  func document(_ path: String) throws -> JSON { try ask(path).json }

  /// Sets periods of feed 3 by hand.
  @discardableResult
  func edit(_ changes: JSON, seen: JSON? = nil) throws -> Connection.Reply {
    var body: [String: JSON] = ["gesture": "paint", "changes": changes]
    body["seen"] = seen
    return try ask("POST", "/feeds/3/edits", JSON.object(body).description)
  }
}

extension Client {
  /// One request by GET.
  func ask(_ path: String) throws -> Connection.Reply { try ask("GET", path) }
}

extension Connection.Reply {
  /// The body as JSON.
  var json: JSON { get throws { try JSON(Data(body)) } }

  /// The code of a refusal; nil where the body is none.
  var code: String? { (try? json)?["error"]["code"].string }
}
