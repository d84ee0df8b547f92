import Glibc

/// A connection to the Studio that is kept, as a browser keeps one.
final class StudioConnection {
  private let descriptor: Int32
  private var chunk = [UInt8](repeating: 0, count: 262_144)

  init(port: UInt16) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var one: Int32 = 1
    setsockopt(
      descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let status = withUnsafePointer(to: address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    try require(status == 0, "retouche studio refuses a connection")
  }

  deinit { close(descriptor) }

  /// Sends a request without waiting for its answer.
  ///
  /// - Parameters:
  ///   - path: What is asked for.
  ///   - takesGzip: Whether the answer may be compressed, as a browser allows.
  /// - Throws: ``BenchmarkError`` where the connection is closed.
  func send(_ path: String, takesGzip: Bool) throws {
    try send("GET \(path)", [takesGzip ? "Accept-Encoding: gzip" : ""], "")
  }

  /// Posts a JSON document without waiting for the answer.
  ///
  /// - Parameters:
  ///   - path: What is posted to.
  ///   - document: The document.
  /// - Throws: ``BenchmarkError`` where the connection is closed.
  func post(_ path: String, _ document: String) throws {
    try send(
      "POST \(path)",
      ["Content-Type: application/json", "Content-Length: \(document.utf8.count)"], document)
  }

  private func send(_ target: String, _ fields: [String], _ body: String) throws {
    let head = ["\(target) HTTP/1.1", "Host: 127.0.0.1"] + fields.filter { !$0.isEmpty }
    let request = Array((head + ["", body]).joined(separator: "\r\n").utf8)
    try require(
      write(descriptor, request, request.count) == request.count,
      "retouche studio closed a connection")
  }

  /// The body of the answer that comes next.
  func receive() throws -> [UInt8] {
    var bytes: [UInt8] = []
    var body: Range<Int>?
    while bytes.count < body?.upperBound ?? .max {
      let count = read(descriptor, &chunk, chunk.count)
      try require(count > 0, "retouche studio closed a connection")
      bytes += chunk[..<count]
      if body == nil { body = try Self.body(in: bytes) }
    }
    return Array(bytes[(body?.lowerBound ?? 0)...])
  }

  /// Where the body of an answer lies; nil while its head is not there.
  private static func body(in bytes: [UInt8]) throws -> Range<Int>? {
    let text = String(decoding: bytes.prefix(4096), as: UTF8.self)
    let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
    guard let blank = lines.firstIndex(of: "") else { return nil }
    let head = lines[..<blank]
    try require(head.first?.hasPrefix("HTTP/1.1 20") == true, "retouche studio answered: \(text)")
    let length = head.lazy.compactMap { line in
      line.lowercased().hasPrefix("content-length: ") ? Int(line.dropFirst(16)) : nil
    }.first
    guard let length else { throw BenchmarkError("retouche studio named no length: \(text)") }
    let start = head.reduce(2) { $0 + $1.utf8.count + 2 }
    return start..<start + length
  }
}
