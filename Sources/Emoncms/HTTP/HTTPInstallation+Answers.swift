/// What an answer of Emoncms means: it says most errors with status 200.
extension HTTPInstallation {
  /// Asks a question that answers in JSON.
  func ask(_ path: String, about feed: Int? = nil) throws(EmoncmsError) -> JSONValue {
    try read(try client.answer(to: path), to: path, about: feed)
  }

  /// Sends what changes something.
  func send(
    _ path: String, _ request: HTTPClient.Request, about feed: Int? = nil
  ) throws(EmoncmsError) -> JSONValue {
    try read(try client.answer(to: path, request), to: path, about: feed)
  }

  /// The JSON of an answer that is no refusal.
  func read(
    _ answer: HTTPAnswer, to path: String, about feed: Int?
  ) throws(EmoncmsError) -> JSONValue {
    try Self.check(answer, to: client.shown(path))
    guard let value = JSONValue(answer.body) else {
      throw EmoncmsError(
        .malformed, client.shown(path), "answers with \(Self.kind(of: answer)) instead of data",
        remedy: "Check that the address is that of an Emoncms, and look at its log.")
    }
    if case .bool(false) = value["success"] ?? .null {
      throw refusal(value["message"]?.string ?? "", to: path, about: feed)
    }
    return value
  }

  /// Throws where the status alone says no.
  static func check(_ answer: HTTPAnswer, to shown: String) throws(EmoncmsError) {
    switch answer.status {
    case 200: return
    case 300..<400:
      let target = answer.head.location.map { HTTPAddress.withoutSecrets($0) } ?? "nowhere"
      throw EmoncmsError(
        .unreachable, shown, "sends on to \(target), and a key is not sent on",
        remedy: "If that is your Emoncms, connect to that address.")
    case 401:
      throw EmoncmsError(
        .unauthorized, shown, "does not accept the key",
        remedy: "Copy the write key from the account's page of this Emoncms.")
    case 403:
      throw EmoncmsError(
        .forbidden, shown, "does not let this key in",
        remedy: "Use the write key of the account, and check what the web server allows.")
    case 404:
      throw EmoncmsError(
        .malformed, shown, "is not there: the server has no Emoncms at this address",
        remedy: "Give its folder too, as in http://emonpi.local/emoncms/.")
    case 406:
      throw EmoncmsError(
        .forbidden, shown, "is not allowed with this key, or not known to this version",
        remedy: "Use the write key of the account.")
    case 413:
      throw EmoncmsError(
        .refused, shown, "takes no request of this size",
        remedy: "Raise post_max_size of PHP and the web server's limit to 2 MB at least.")
    case 429:
      throw EmoncmsError(
        .refused, shown, "was asked too often", remedy: "Wait some minutes and try again.")
    default:
      throw EmoncmsError(
        .malformed, shown, "fails with HTTP \(answer.status)",
        remedy: "Look at the log of that Emoncms and of its web server: often a file is not "
          + "writable for the web server's user.")
    }
  }

  /// What stands in the place of data.
  private static func kind(of answer: HTTPAnswer) -> String {
    if answer.body.isEmpty { return "nothing" }
    let isPage =
      answer.head.contentType.hasPrefix("text/html") || answer.body.first == UInt8(ascii: "<")
    return isPage ? "a web page" : "something cut short or unknown"
  }

  /// `{"success":false}` with its message.
  private func refusal(_ message: String, to path: String, about feed: Int?) -> EmoncmsError {
    if message.contains("does not exist"), let feed {
      return EmoncmsError(
        .notFound, "feed \(feed)", "is not on \(client.address.text)",
        remedy: "List the feeds there: it may have been deleted.")
    }
    if message.contains("already exists") {
      return EmoncmsError(
        .taken, client.shown(path), "says that a feed of this tag and name exists",
        remedy: "Choose another name or tag.")
    }
    if message.contains("invalid characters") {
      return EmoncmsError(
        .badName, client.shown(path), "takes no such name or tag",
        remedy: "Use letters, digits, spaces, _, - and : only.")
    }
    if message.contains("Permission denied") {
      return EmoncmsError(
        .readOnly, client.shown(path), "cannot write there: \"\(message.prefix(200))\"",
        remedy: "Give the folder and the files of PHPFina to the web server's user.")
    }
    let said = message.isEmpty ? "without a reason" : "\"\(message.prefix(200))\""
    return EmoncmsError(
      .refused, client.shown(path), "says no, \(said)",
      remedy: "Look at the log of that Emoncms.")
  }

  func misunderstood(_ path: String) -> EmoncmsError {
    EmoncmsError(
      .malformed, client.shown(path), "answers with something that is not understood",
      remedy: "Check that the address is that of an Emoncms, and look at its log.")
  }

  /// What refused a change, or that the key only reads: Emoncms then says misleading things.
  func explained(_ error: EmoncmsError) -> EmoncmsError {
    switch error.code {
    case .refused, .notFound, .forbidden, .malformed, .unverified: break
    default: return error
    }
    // A write key is told a number; a read key, that a feed does not exist.
    guard let answer = try? client.answer(to: "feed/buffersize.json"), answer.status == 200,
      let value = JSONValue(answer.body), case .bool(false) = value["success"] ?? .null
    else { return error }
    return EmoncmsError(
      .forbidden, client.address.text, "takes this key for reading only",
      remedy: "Use the write key of the account.")
  }
}
