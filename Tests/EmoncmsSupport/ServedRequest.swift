import Glibc

/// A request as it came.
public struct ServedRequest: Sendable {
  public let method: String
  /// Path and query.
  public let target: String
  /// The lines of the head below the first, as sent.
  public let head: [String]
  public let body: [UInt8]

  /// What follows the slash: `feed/list.json`.
  public var path: String { String(target.prefix { $0 != "?" }.dropFirst()) }

  /// Whether a part of Emoncms asks another on the same machine, which no right limits.
  var isInternal: Bool { path.hasPrefix("internal/") }

  /// A value of the head; nil where it is not sent.
  public func header(_ name: String) -> String? {
    for line in head {
      guard let colon = line.firstIndex(of: ":"), line[..<colon].lowercased() == name else {
        continue
      }
      return String(line[line.index(after: colon)...].drop { $0 == " " })
    }
    return nil
  }

  /// A value of the query, decoded as Emoncms does: twice, and without backslashes.
  func value(_ name: String) -> String? {
    guard let query = target.firstIndex(of: "?") else { return nil }
    for pair in target[target.index(after: query)...].split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, parts[0] == name else { continue }
      return Self.unslashed(Self.decoded(Self.decoded(Array(parts[1].utf8))))
    }
    return nil
  }

  func integer(_ name: String) -> Int { value(name).flatMap { Int($0) } ?? 0 }

  private static func decoded(_ bytes: [UInt8]) -> [UInt8] {
    var decoded: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
        let byte = UInt8(String(decoding: bytes[index + 1...index + 2], as: UTF8.self), radix: 16)
      {
        decoded.append(byte)
        index += 3
      } else {
        decoded.append(bytes[index])
        index += 1
      }
    }
    return decoded
  }

  private static func unslashed(_ bytes: [UInt8]) -> String {
    var kept: [UInt8] = []
    var isEscaped = false
    for byte in bytes {
      if byte == UInt8(ascii: "\\"), !isEscaped {
        isEscaped = true
      } else {
        kept.append(byte)
        isEscaped = false
      }
    }
    return String(decoding: kept, as: UTF8.self)
  }
}

/// One connection of a client, read request by request.
struct ServedConnection {
  let descriptor: Int32
  private var pending: [UInt8] = []

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// The next request; nil when the client closed.
  ///
  /// - Parameter bodyLimit: Bytes of a body after which reading stops, as where a line goes dead.
  /// - Returns: The request, its body cut at the limit.
  mutating func next(bodyLimit: Int?) -> ServedRequest? {
    var end = headEnd
    while end == nil {
      guard receive() else { return nil }
      end = headEnd
    }
    guard let end else { return nil }
    let lines = String(decoding: pending[..<end], as: UTF8.self).split(separator: "\r\n")
    pending.removeFirst(end + 4)
    let words = lines.first?.split(separator: " ") ?? []
    guard words.count == 3 else { return nil }
    let head = lines.dropFirst().map(String.init)
    let bare = ServedRequest(
      method: String(words[0]), target: String(words[1]), head: head, body: [])
    let length = bare.header("content-length").flatMap { Int($0) } ?? 0
    while pending.count < min(length, bodyLimit ?? length) { guard receive() else { return nil } }
    let body = Array(pending.prefix(length))
    pending.removeFirst(min(length, pending.count))
    return ServedRequest(method: bare.method, target: bare.target, head: head, body: body)
  }

  private var headEnd: Int? {
    guard pending.count >= 4 else { return nil }
    return (0...pending.count - 4).first {
      pending[$0] == 13 && pending[$0 + 1] == 10 && pending[$0 + 2] == 13 && pending[$0 + 3] == 10
    }
  }

  private mutating func receive() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 256 << 10)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    guard count > 0 else { return false }
    pending.append(contentsOf: buffer[..<count])
    return true
  }

  func send(_ bytes: some Collection<UInt8>) {
    var rest = Array(bytes)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { buffer in
        Glibc.send(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
