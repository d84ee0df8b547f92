import CCurl
import Glibc

/// A client of one server, one request after another, over one libcurl handle that keeps its
/// connection.
///
/// The key goes in the `Authorization` header of each request and nowhere else. Certificates are
/// checked, redirections are not followed, and proxies are those of libcurl's usual variables.
final class HTTPClient {
  /// What is sent with a request.
  enum Request {
    /// A question that may be asked twice.
    case question
    /// A GET that changes something: sent at most once, on a connection of its own, because libcurl
    /// repeats by itself what a reused connection swallowed.
    case command
    /// A POST whose repetition changes nothing more.
    case post(UnsafeRawBufferPointer, contentType: String)
  }

  let address: HTTPAddress
  private let key: String
  private let timeouts: HTTPTimeouts
  private let handle: UnsafeMutableRawPointer
  /// The largest answer that is held in memory, in bytes.
  private static let largestAnswer = 32 << 20

  /// libcurl's own preparation, done once.
  private static let isPrepared = curl_global_init(retouche_curl_global_all) == CURLE_OK

  init(
    address: HTTPAddress, key: String, timeouts: HTTPTimeouts
  ) throws(EmoncmsError) {
    // Anything else in a header line could start another one.
    guard !key.isEmpty, key.utf8.allSatisfy(Self.isOfKey) else {
      throw EmoncmsError(
        .badSettings, "The key for \(address.text)", "is none of Emoncms's",
        remedy: "Copy it from the account's page: letters and digits only.")
    }
    guard Self.isPrepared, let handle = curl_easy_init() else {
      throw EmoncmsError(.system, address.text, "cannot be asked", remedy: "Free some memory.")
    }
    self.address = address
    self.key = key
    self.timeouts = timeouts
    self.handle = handle
  }

  deinit { curl_easy_cleanup(handle) }

  private static func isOfKey(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"):
      true
    default: false
    }
  }

  /// Asks and holds the whole answer.
  ///
  /// - Parameters:
  ///   - path: What follows the address, encoded.
  ///   - request: How it is sent.
  /// - Returns: What came, whatever its status.
  /// - Throws: ``EmoncmsError`` where no whole answer came.
  func answer(
    to path: String, _ request: Request = .question
  ) throws(EmoncmsError) -> HTTPAnswer {
    try repeating(request) { () throws(EmoncmsError) in
      var body: [UInt8] = []
      let transfer = HTTPTransfer(on: handle) { bytes, _ in
        guard body.count + bytes.count <= Self.largestAnswer else { return false }
        body.append(contentsOf: bytes)
        return true
      }
      if let failure = perform(path, request, transfer) { return .failure(failure) }
      guard !transfer.isStopped else {
        throw EmoncmsError(
          .malformed, shown(path), "answers with more than \(Self.largestAnswer >> 20) MiB",
          remedy: "Check that this is the address of an Emoncms.")
      }
      return .success(HTTPAnswer(status: transfer.status, head: transfer.head, body: body))
    }
  }

  /// Asks and passes the answer's body on as it comes.
  ///
  /// - Parameters:
  ///   - path: What follows the address, encoded.
  ///   - body: Given the bytes, and the transfer for its status and head; false ends it.
  /// - Throws: ``EmoncmsError`` where the answer was cut; it is asked again if nothing had come.
  func stream(_ path: String, body: @escaping HTTPTransfer.Body) throws(EmoncmsError) {
    try repeating(.question) { () throws(EmoncmsError) in
      let transfer = HTTPTransfer(on: handle, body: body)
      guard let failure = perform(path, .question, transfer) else { return .success(()) }
      if transfer.hasBegun { throw failure }
      return .failure(failure)
    }
  }

  /// Tries again, a few times, what failed without harm.
  private func repeating<Value>(
    _ request: Request,
    _ attempt: () throws(EmoncmsError) -> Result<Value, EmoncmsError>
  ) throws(EmoncmsError) -> Value {
    var waits = [Int]()
    if case .question = request { waits = timeouts.retries }
    while true {
      switch try attempt() {
      case .success(let value): return value
      case .failure(let failure):
        let passes = failure.code == .unreachable || failure.code == .timedOut
        guard passes, !waits.isEmpty else { throw failure }
        usleep(UInt32(waits.removeFirst()) * 1000)
      }
    }
  }

  /// One attempt; nil when an answer came, or the reader ended it.
  private func perform(
    _ path: String, _ request: Request, _ transfer: HTTPTransfer
  ) -> EmoncmsError? {
    // Forgets the last request's options and keeps its connection.
    curl_easy_reset(handle)
    var lines: UnsafeMutablePointer<curl_slist>?
    defer { curl_slist_free_all(lines) }
    lines = curl_slist_append(lines, "Authorization: Bearer \(key)")
    // A server that never answers it costs a second.
    lines = curl_slist_append(lines, "Expect:")
    set(CURLOPT_NOSIGNAL, 1)
    set(CURLOPT_CONNECTTIMEOUT, timeouts.connecting)
    set(CURLOPT_LOW_SPEED_LIMIT, 1)
    set(CURLOPT_LOW_SPEED_TIME, timeouts.stalled)
    set(CURLOPT_FOLLOWLOCATION, 0)
    set(CURLOPT_SSL_VERIFYPEER, 1)
    set(CURLOPT_SSL_VERIFYHOST, 2)
    // OpenSSL's own variable for a certificate that the system does not know, as of a box at home.
    if let certificates = getenv("SSL_CERT_FILE") {
      retouche_curl_set_text(handle, CURLOPT_CAINFO, certificates)
    }
    set(CURLOPT_BUFFERSIZE, 256 << 10)
    retouche_curl_set_text(handle, CURLOPT_USERAGENT, "retouche")
    retouche_curl_set_text(handle, CURLOPT_URL, address.text + path)
    switch request {
    case .question: break
    case .command: set(CURLOPT_FRESH_CONNECT, 1)
    case .post(let bytes, let contentType):
      lines = curl_slist_append(lines, "Content-Type: \(contentType)")
      set(CURLOPT_POST, 1)
      retouche_curl_set_offset(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(bytes.count))
      retouche_curl_set_pointer(handle, CURLOPT_POSTFIELDS, bytes.baseAddress)
    }
    retouche_curl_set_pointer(handle, CURLOPT_HTTPHEADER, lines)
    let context = Unmanaged.passUnretained(transfer).toOpaque()
    retouche_curl_set_receiver(handle, CURLOPT_WRITEFUNCTION, HTTPTransfer.receiveBody)
    retouche_curl_set_pointer(handle, CURLOPT_WRITEDATA, context)
    retouche_curl_set_receiver(handle, CURLOPT_HEADERFUNCTION, HTTPTransfer.receiveHead)
    retouche_curl_set_pointer(handle, CURLOPT_HEADERDATA, context)
    let code = withExtendedLifetime(transfer) { curl_easy_perform(handle) }
    return code == CURLE_OK || transfer.isStopped ? nil : failure(code, at: path)
  }

  private func set(_ option: CURLoption, _ value: Int) {
    retouche_curl_set_long(handle, option, value)
  }

  /// The address of a request as messages show it.
  func shown(_ path: String) -> String { HTTPAddress.withoutSecrets(address.text + path) }

  private func failure(_ code: CURLcode, at path: String) -> EmoncmsError {
    let subject = shown(path)
    let reason = String(cString: curl_easy_strerror(code))
    return switch code {
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY:
      EmoncmsError(
        .unreachable, subject, "is at a host that no one knows",
        remedy: "Check the name in the address, and the network.")
    case CURLE_COULDNT_CONNECT:
      EmoncmsError(
        .unreachable, subject, "does not answer: nothing listens there",
        remedy: "Check the address, and that the server runs.")
    case CURLE_OPERATION_TIMEDOUT:
      EmoncmsError(
        .timedOut, subject, "does not answer in time",
        remedy: "Check the network and the server's load, and try again.")
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR:
      EmoncmsError(
        .unreachable, subject, "shows a certificate that is not trusted here",
        remedy: "Check the name; for a certificate of your own, name its file in SSL_CERT_FILE.")
    case CURLE_SSL_CONNECT_ERROR:
      EmoncmsError(
        .unreachable, subject, "does not speak https as expected",
        remedy: "Check whether the address starts with http:// or https://.")
    case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL, CURLE_BAD_CONTENT_ENCODING:
      EmoncmsError(
        .malformed, subject, "does not answer as a web server does",
        remedy: "Check the address and its port.")
    default:
      EmoncmsError(
        .unreachable, subject, "cut the connection (\(reason))",
        remedy: "Check the network and the server, and try again.")
    }
  }
}
