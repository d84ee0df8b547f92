import Foundation

/// What asks a ``ModuleServer`` or an ``EmoncmsServer`` without a browser, with a cookie or a key.
public struct ModuleClient: Sendable {
  /// An answer.
  public struct Answer: Sendable {
    public let status: Int
    /// The lines of its head below the first.
    public let head: [String]
    public let body: [UInt8]

    public var text: String { String(decoding: body, as: UTF8.self) }

    /// A value of the head; nil where it is not sent.
    public func header(_ name: String) -> String? {
      head.first { $0.lowercased().hasPrefix("\(name.lowercased()):") }
        .map { $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces) }
    }

    /// The body as JSON; nil where it is none.
    public var json: Any? {
      try? JSONSerialization.jsonObject(with: Data(body), options: .fragmentsAllowed)
    }

    /// A member of the JSON.
    public subscript(name: String) -> Any? { (json as? [String: Any])?[name] }

    /// The code with which the module refused; nil where it did not.
    public var refusal: String? { (self["error"] as? [String: Any])?["code"] as? String }
  }

  private let port: Int
  private var head: [String] = []

  /// Nobody that the server knows.
  public init(_ server: ModuleServer) { port = server.gate.port }

  /// Someone who has logged in.
  ///
  /// - Throws: ``ServerFailure`` where the server lets nobody in.
  public init(_ server: ModuleServer, as user: ModuleServer.User) throws {
    self.init(server)
    let password = ModuleServer.password.replacingOccurrences(of: " ", with: "+")
    let answer = try send(
      "POST", "user/login.json",
      body: Array("username=\(user.rawValue)&password=\(password)".utf8),
      type: "application/x-www-form-urlencoded")
    let cookies = answer.head.filter { $0.lowercased().hasPrefix("set-cookie:") }
    guard answer["success"] as? Bool == true,
      let cookie = cookies.last?.dropFirst("set-cookie:".count).prefix(while: { $0 != ";" })
    else { throw ServerFailure("no login as \(user): \(answer.text)") }
    head.append("Cookie: \(cookie.trimmingCharacters(in: .whitespaces))")
  }

  /// Someone with a key at an Emoncms server that has no pages.
  public init(_ server: EmoncmsServer, key: String?) {
    port = server.port
    if let key { head.append("Authorization: Bearer \(key)") }
  }

  /// Someone with a key, who has not logged in.
  public init(_ server: ModuleServer, key: String) {
    self.init(server)
    head.append("Authorization: Bearer \(key)")
  }

  public func get(_ path: String) throws -> Answer { try send("GET", path, body: [], type: nil) }

  /// Sends JSON.
  ///
  /// - Parameters:
  ///   - path: Such as `retouche/begin.json`.
  ///   - body: An object, or text that is to be no JSON.
  ///   - token: The page's token, where it is sent.
  /// - Returns: The answer, a refusal too.
  /// - Throws: ``ServerFailure`` where none comes.
  public func post(_ path: String, _ body: Any, token: String? = nil) throws -> Answer {
    let data =
      try (body as? String).map { Data($0.utf8) }
      ?? JSONSerialization.data(withJSONObject: body)
    return try send(
      "POST", path, body: Array(data), type: "application/json",
      token.map { ["X-Retouche-Token: \($0)"] } ?? [])
  }

  /// The token that the page of this session sends.
  public func token() throws -> String? { try get("retouche/about.json")["token"] as? String }

  /// Sends a request on a connection of its own, and waits for all of the answer.
  public func send(
    _ method: String, _ path: String, body: [UInt8], type: String?, _ more: [String] = []
  ) throws -> Answer {
    guard let socket = LoopbackListener.connect(to: port) else {
      throw ServerFailure("nobody answers at port \(port)")
    }
    defer { close(socket) }
    // A test that waits for ever says nothing.
    var limit = timeval(tv_sec: 60, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var lines =
      ["\(method) /\(path) HTTP/1.1", "Host: 127.0.0.1:\(port)", "Connection: close"] + head + more
    if let type { lines += ["Content-Type: \(type)", "Content-Length: \(body.count)"] }
    let connection = ServedConnection(socket)
    connection.send(Array("\(lines.joined(separator: "\r\n"))\r\n\r\n".utf8) + body)
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 256 << 10)
    while true {
      let count = recv(socket, &piece, piece.count, 0)
      guard count > 0 else { break }
      bytes += piece[..<count]
    }
    guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else {
      throw ServerFailure("\(method) \(path): no answer of HTTP, but \(bytes.count) bytes")
    }
    let words = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
      .components(separatedBy: "\r\n")
    guard let status = words[0].split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
      throw ServerFailure("\(method) \(path): \(words[0])")
    }
    return Answer(
      status: status, head: Array(words.dropFirst()), body: Array(bytes[end.upperBound...]))
  }
}
