import CZlib
import HTTPTypes
import Hummingbird

/// Makes an answer fit a request: not sent where the client has it, compressed where that pays.
struct Delivery {
  /// Bytes below which compressing costs more than it spares.
  private static let shortest = 1024

  private let method: HTTPRequest.Method
  private let known: String?
  private let takesGzip: Bool
  private let isNear: Bool

  /// - Parameters:
  ///   - request: What is answered.
  ///   - client: The client's address.
  init(_ request: Request, from client: String) {
    method = request.method
    known = request.headers[.ifNoneMatch]
    takesGzip = Self.takesGzip(request.headers[.acceptEncoding] ?? "")
    isNear = client == "::1" || client.hasPrefix("127.")
  }

  /// The response to send.
  func response(_ answer: Answer) -> Response {
    var headers = answer.headers
    for (name, value) in Self.security { headers[name] = value }
    headers[.contentType] = answer.mediaType
    if let stream = answer.stream {
      headers[.cacheControl] = "no-store"
      return Response(
        status: answer.status, headers: headers, body: method == .head ? .init() : stream)
    }
    let isStored = headers[.cacheControl] == "no-store"
    guard answer.status == .ok, [.get, .head].contains(method), !isStored else {
      if !isStored { headers[.cacheControl] = "no-store" }
      return response(answer.status, headers, answer.bytes)
    }
    headers[.cacheControl] = "no-cache"
    headers[.vary] = "Accept-Encoding"
    let tag = Self.tag(answer.bytes)
    if Self.names(known ?? "", tag) {
      headers[.eTag] = "\"\(tag)\""
      headers[.contentType] = nil
      return Response(status: .notModified, headers: headers)
    }
    // A page is fetched once and a series at every pan: within a machine, packing one takes longer
    // than sending it.
    let isSeries = answer.mediaType == "application/octet-stream"
    let level: Int32 = answer.mediaType.hasPrefix("text/") ? 6 : 1
    if takesGzip, !(isSeries && isNear), answer.bytes.count >= Self.shortest,
      let packed = Gzip.packed(answer.bytes, level: level), packed.count < answer.bytes.count
    {
      headers[.eTag] = "\"\(tag)-gzip\""
      headers[.contentEncoding] = "gzip"
      return response(answer.status, headers, packed)
    }
    headers[.eTag] = "\"\(tag)\""
    return response(answer.status, headers, answer.bytes)
  }

  private func response(
    _ status: HTTPResponse.Status, _ headers: HTTPFields, _ bytes: [UInt8]
  ) -> Response {
    var headers = headers
    headers[.contentLength] = "\(bytes.count)"
    guard method != .head else { return Response(status: status, headers: headers) }
    return Response(
      status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  /// What the content is called: two checksums and its length.
  private static func tag(_ bytes: [UInt8]) -> String {
    let (first, second) = bytes.withUnsafeBufferPointer { buffer in
      (
        crc32(0, buffer.baseAddress, uInt(buffer.count)),
        adler32(1, buffer.baseAddress, uInt(buffer.count))
      )
    }
    return [Int(first), Int(second), bytes.count].map { String($0, radix: 16) }
      .joined(separator: "-")
  }

  /// Whether a list of tags holds one, compressed or not.
  private static func names(_ list: String, _ tag: String) -> Bool {
    list.split(separator: ",").contains { item in
      let item = item.drop { $0 == " " }
      let strong = item.hasPrefix("W/") ? item.dropFirst(2) : item
      return ["\"\(tag)\"", "\"\(tag)-gzip\"", "*"].contains(String(strong))
    }
  }

  private static func takesGzip(_ list: String) -> Bool {
    list.lowercased().split(separator: ",").contains { item in
      let parts = item.split(separator: ";").map { $0.filter { $0 != " " } }
      guard ["gzip", "*"].contains(parts.first) else { return false }
      return !parts.dropFirst().contains { ["q=0", "q=0.0", "q=0.00", "q=0.000"].contains($0) }
    }
  }

  /// Headers of every response: nothing is loaded from elsewhere, nothing runs but the page's script.
  private static let security: [(HTTPField.Name, String)] =
    [
      (
        .contentSecurityPolicy,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
          + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
      ),
      (.xContentTypeOptions, "nosniff"),
    ]
    + [
      ("Referrer-Policy", "same-origin"), ("Cross-Origin-Opener-Policy", "same-origin"),
      ("Cross-Origin-Resource-Policy", "same-origin"), ("X-Frame-Options", "DENY"),
    ].compactMap { name, value in HTTPField.Name(name).map { ($0, value) } }
}
