import Glibc
import HTTPTypes

/// Keeps other sites' pages out: they may reach this server by a name of their own (DNS rebinding), or
/// post to it from where they are.
struct HostGuard: Sendable {
  /// Names by which a loopback server is reached.
  private static let loopback: Set<String> = ["localhost", "127.0.0.1", "[::1]"]

  private let names: Set<String>
  /// Whether any address will do: a server of all interfaces does not know its own, and asks for a
  /// token instead.
  private let takesAddresses: Bool

  /// - Parameter host: The host that the server was told to listen on.
  init(host: String) {
    let isWildcard = ["0.0.0.0", "::"].contains(host)
    var names = Self.loopback
    names.insert(host.contains(":") ? "[\(host.lowercased())]" : host.lowercased())
    if isWildcard, let own = Self.machineName { names.insert(own) }
    self.names = names
    takesAddresses = isWildcard
  }

  /// Whether a host is the machine itself.
  static func isLoopback(_ host: String) -> Bool {
    loopback.contains(host) || host == "::1" || (host.hasPrefix("127.") && isAddress(host))
  }

  /// Refuses a request that another site has made, or may have.
  ///
  /// - Throws: ``Refusal``, 400 without a Host, else 403.
  func check(_ request: HTTPRequest) throws(Refusal) {
    guard let authority = request.authority?.lowercased(), !authority.isEmpty else {
      throw Refusal.malformed("The request has no Host", "Send one.")
    }
    let name = Self.name(authority)
    guard names.contains(name) || (takesAddresses && Self.isAddress(name)) else {
      throw Refusal(
        .forbidden, "foreignHost", "The Studio is not called \(name)",
        "Open the address that it printed when it started.")
    }
    let fields = request.headerFields
    let isSafe = [.get, .head, .options].contains(request.method)
    if !isSafe, let origin = fields[.origin], origin.lowercased() != "http://\(authority)" {
      throw Refusal(
        .forbidden, "foreignOrigin", "A page of another site has sent this",
        "Use the Studio's own page, or a program.")
    }
    if !isSafe || request.path?.hasPrefix("/api/") == true,
      let name = HTTPField.Name("Sec-Fetch-Site"),
      ["cross-site", "same-site"].contains(fields[name])
    {
      throw Refusal(
        .forbidden, "foreignOrigin", "A page of another site has asked for this",
        "Use the Studio's own page, or a program.")
    }
  }

  /// A host without its port.
  private static func name(_ authority: String) -> String {
    if authority.first == "[" {
      return authority.prefix { $0 != "]" } + "]"
    }
    return String(authority.prefix { $0 != ":" })
  }

  private static func isAddress(_ name: String) -> Bool {
    if name.first == "[" {
      var address = in6_addr()
      return inet_pton(AF_INET6, String(name.dropFirst().dropLast()), &address) == 1
    }
    var address = in_addr()
    return inet_pton(AF_INET, name, &address) == 1
  }

  private static var machineName: String? {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return nil }
    return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      .lowercased()
  }
}
