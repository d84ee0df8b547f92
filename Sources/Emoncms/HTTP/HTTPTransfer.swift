import CCurl

/// One request under way: what libcurl calls back into.
final class HTTPTransfer {
  /// Given the body as it comes; false ends the transfer.
  typealias Body = (UnsafeRawBufferPointer, HTTPTransfer) -> Bool

  private let handle: UnsafeMutableRawPointer
  private let body: Body
  private(set) var head = HTTPHead()
  /// Whether a byte of the answer's body has come.
  private(set) var hasBegun = false
  /// Whether the one who reads had enough.
  private(set) var isStopped = false

  init(on handle: UnsafeMutableRawPointer, body: @escaping Body) {
    self.handle = handle
    self.body = body
  }

  /// The status of the answer, 0 before there is one.
  var status: Int {
    var status = 0
    retouche_curl_get_long(handle, CURLINFO_RESPONSE_CODE, &status)
    return status
  }

  static let receiveBody: retouche_curl_receiver = { bytes, size, count, context in
    guard let bytes, let context else { return 0 }
    let transfer = Unmanaged<HTTPTransfer>.fromOpaque(context).takeUnretainedValue()
    transfer.hasBegun = true
    if transfer.body(UnsafeRawBufferPointer(start: bytes, count: size * count), transfer) {
      return size * count
    }
    transfer.isStopped = true
    // Any other number than what was given ends the transfer; an empty chunk never comes here.
    return 0
  }

  static let receiveHead: retouche_curl_receiver = { bytes, size, count, context in
    guard let bytes, let context else { return 0 }
    let transfer = Unmanaged<HTTPTransfer>.fromOpaque(context).takeUnretainedValue()
    let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
    transfer.read(String(decoding: line, as: UTF8.self))
    return size * count
  }

  private func read(_ line: String) {
    // A head after another one, as behind a proxy, starts anew.
    if line.hasPrefix("HTTP/") { head = HTTPHead() }
    guard let colon = line.firstIndex(of: ":") else { return }
    let value = line[line.index(after: colon)...].trimmed
    switch line[..<colon].lowercased() {
    case "content-type": head.contentType = value.lowercased()
    case "location": head.location = value
    case "date":
      let time = curl_getdate(value, nil)
      head.date = time >= 0 ? time : nil
    default: break
    }
  }
}

extension Substring {
  /// Without the white space at both ends.
  var trimmed: String {
    var rest = drop { $0.isWhitespace }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
  }
}
