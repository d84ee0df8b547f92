import CCurl

/// Where an Emoncms answers: scheme, host and folder, and never a key.
struct HTTPAddress: Hashable, Sendable {
  /// Ends with a slash.
  let text: String

  /// - Parameter text: `http://` or `https://`, a host, and the folder of Emoncms if it has one.
  /// - Throws: ``EmoncmsError`` with code `badSettings`; it does not repeat what follows a `?`,
  ///   which may be a key.
  init(_ text: String) throws(EmoncmsError) {
    let shown = Self.withoutSecrets(text)
    guard let parts = curl_url() else {
      throw EmoncmsError(.system, shown, "cannot be read", remedy: "Free some memory.")
    }
    defer { curl_url_cleanup(parts) }
    guard curl_url_set(parts, CURLUPART_URL, text, 0) == CURLUE_OK else {
      throw EmoncmsError(
        .badSettings, shown, "is no address of an Emoncms",
        remedy: "Write it as in the browser: http://emonpi.local/emoncms/.")
    }
    let scheme = Self.part(CURLUPART_SCHEME, of: parts) ?? ""
    guard scheme == "http" || scheme == "https" else {
      throw EmoncmsError(
        .badSettings, shown, "starts with \(scheme)://",
        remedy: "An Emoncms is reached by http:// or https://.")
    }
    for secret in [CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_QUERY, CURLUPART_FRAGMENT] {
      guard Self.part(secret, of: parts) == nil else {
        throw EmoncmsError(
          .badSettings, shown, "holds more than a host and a folder",
          remedy: "Leave out user, password and all that follows ? or #; the key is given apart.")
      }
    }
    guard let whole = Self.part(CURLUPART_URL, of: parts) else {
      throw EmoncmsError(
        .badSettings, shown, "is no address of an Emoncms",
        remedy: "Write it as in the browser: http://emonpi.local/emoncms/.")
    }
    self.text = whole.hasSuffix("/") ? whole : whole + "/"
  }

  /// An address without user, password, query and fragment, cut to a length fit for a message.
  static func withoutSecrets(_ address: String) -> String {
    var shown = Substring(address.prefix { $0 != "?" && $0 != "#" })
    if let at = shown.lastIndex(of: "@") {
      let scheme = shown.range(of: "://").map { shown[..<$0.upperBound] } ?? ""
      shown = scheme + shown[shown.index(after: at)...]
    }
    return String(shown.prefix(200))
  }

  private static func part(_ part: CURLUPart, of parts: OpaquePointer) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    guard curl_url_get(parts, part, &text, 0) == CURLUE_OK, let text else { return nil }
    defer { curl_free(text) }
    return String(cString: text)
  }
}

extension Substring {
  /// The first place of a text.
  fileprivate func range(of text: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
      start = index(after: start)
    }
    return nil
  }
}
