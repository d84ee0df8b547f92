import HTTPTypes
import Hummingbird

/// Lets in who shows the token, by a header or by the cookie that the login page gives.
struct Entrance: Sendable {
  static let cookie = "retouche-studio"
  /// What the login page itself needs.
  private static let open: Set<String> = ["studio.css", "icon.svg"]

  let token: Token
  /// Failed attempts of a client: a few at once, then one in ten seconds.
  private let attempts = RateLimit(perSecond: 0.1, burst: 10)

  init(_ token: Token) { self.token = token }

  /// The answer to a request that is about the entrance itself, or has to pass by it first.
  ///
  /// - Returns: nil for a request that may go on.
  /// - Throws: ``Refusal``: 401 without the token, 429 after too many wrong ones.
  func answer(_ request: Request, _ address: Address, from client: String) async throws -> Answer? {
    if address.parts == ["login"] { return try await login(request, from: client) }
    if try isKnown(request.headers, from: client) { return nil }
    if [.get, .head].contains(request.method) {
      if let only = address.parts.first, address.parts.count == 1, Self.open.contains(only) {
        return nil
      }
      if address.parts == [""] || address.parts == ["index.html"] { return Self.seeOther("/login") }
    }
    throw Self.refusal
  }

  private static let refusal = Refusal(
    .unauthorized, "unauthorized", "The Studio asks for its token here",
    "Log in at /login, or send Authorization: Bearer TOKEN.",
    headers: [.wwwAuthenticate: "Bearer"])

  /// Whether a request shows the token; one that shows a wrong one counts as an attempt.
  private func isKnown(_ headers: HTTPFields, from client: String) throws(Refusal) -> Bool {
    if let header = headers[.authorization] {
      guard header.lowercased().hasPrefix("bearer ") else { throw Self.refusal }
      return try check(header.dropFirst(7), from: client)
    }
    for pair in headers[values: .cookie].joined(separator: ";").split(separator: ";") {
      let pair = pair.drop { $0 == " " }
      guard pair.hasPrefix("\(Self.cookie)=") else { continue }
      return try check(pair.dropFirst(Self.cookie.count + 1), from: client)
    }
    return false
  }

  private func check(_ said: Substring, from client: String) throws(Refusal) -> Bool {
    if token.matches(said) { return true }
    if let wait = attempts.take(client) { throw .tooMany("Too many wrong tokens", after: wait) }
    return false
  }

  private func login(_ request: Request, from client: String) async throws -> Answer {
    let language = LoginPage.Language(request.headers[.acceptLanguage] ?? "")
    switch request.method {
    case .get, .head: return LoginPage(language).answer
    case .post:
      let mediaType = request.headers[.contentType] ?? ""
      guard mediaType.hasPrefix("application/x-www-form-urlencoded") else {
        throw Refusal(
          .unsupportedMediaType, "unsupportedMediaType", "The body is no form",
          "Send application/x-www-form-urlencoded.")
      }
      let body = try await BodyReader.bytes(of: request.body)
      var form = try Query(
        String(decoding: body, as: UTF8.self).replacing("+", with: "%20"))
      let said = form.take("token") ?? ""
      guard try check(said.filter { !$0.isWhitespace }[...], from: client) else {
        return LoginPage(language, isWrong: true).answer
      }
      var answer = Self.seeOther("/")
      answer.headers[.setCookie] =
        "\(Self.cookie)=\(said.filter { !$0.isWhitespace }); Path=/; HttpOnly; SameSite=Strict"
      return answer
    default: throw Refusal.method(request.method, allowed: [.get, .head, .post])
    }
  }

  private static func seeOther(_ location: String) -> Answer {
    var answer = Answer([], mediaType: "text/plain; charset=utf-8")
    answer.status = .seeOther
    answer.headers[.location] = location
    return answer
  }
}
