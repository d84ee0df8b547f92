/// What Redis, or its client library, says of a command that failed.
struct RedisError: Error, Hashable, CustomStringConvertible {
  enum Kind: Hashable {
    /// No connection, or it is gone.
    case disconnected
    /// No answer in time.
    case timedOut
    /// Redis answers with an error.
    case answer
  }

  let kind: Kind
  let message: String

  var description: String { message }

  /// The error for the user.
  ///
  /// - Parameter cache: What the cache is called in messages.
  /// - Returns: The error, with the way out that fits it.
  func emoncmsError(_ cache: String) -> EmoncmsError {
    let (code, remedy): (EmoncmsError.Code, String)
    switch kind {
    case .disconnected:
      (code, remedy) = (
        .unreachable, "Check that Redis runs: `systemctl status redis`. Emoncms needs it too."
      )
    case .timedOut: (code, remedy) = (.timedOut, "Try again when Redis is less busy.")
    case .answer:
      let word = message.prefix { $0 != " " }
      switch word {
      case "NOAUTH", "WRONGPASS":
        (code, remedy) = (.unauthorized, "Check [redis] auth in Emoncms's settings.")
      case "NOPERM":
        (code, remedy) = (.forbidden, "Give the user of Emoncms's settings the right to it.")
      case "READONLY", "MISCONF":
        (code, remedy) = (.readOnly, "Make Redis writable again: see its log.")
      case "OOM": (code, remedy) = (.noSpace, "Give Redis more memory: see maxmemory.")
      default:
        let isAboutPassword = message.contains("password")
        (code, remedy) =
          isAboutPassword
          ? (.unauthorized, "Check [redis] auth in Emoncms's settings.")
          : (.system, "See the log of Redis.")
      }
    }
    return EmoncmsError(code, cache, "does not do it: \(message)", remedy: remedy)
  }
}
