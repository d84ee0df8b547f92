import HTTPTypes
import Hummingbird
import Logging

/// Answers requests: the page, the API, and nothing else.
struct StudioResponder: HTTPResponder {
  typealias Context = StudioContext

  private static let base = ["api", "v1"]

  let endpoints: [Endpoint]
  let guardian: HostGuard
  let page: PageSource
  let rate: RateLimit
  /// nil on loopback, where whoever runs a program may read the workspace anyway.
  let entrance: Entrance?

  func respond(to request: Request, context: Context) async throws -> Response {
    var answer: Answer
    do {
      answer = try await self.answer(request, from: context.client)
    } catch {
      answer = Answer(Refusal(error))
      if answer.status.code == 500 { context.logger.error("\(request.uri): \(error)") }
    }
    return Delivery(request, from: context.client).response(answer)
  }

  private func answer(_ request: Request, from client: String) async throws -> Answer {
    if let wait = rate.take(client) { throw Refusal.tooMany("Too many requests", after: wait) }
    try guardian.check(request.head)
    guard let address = Address(request.head.path ?? "") else {
      throw Refusal.malformed("The address is no path of UTF-8 text", "Check it.")
    }
    if let answer = try await entrance?.answer(request, address, from: client) { return answer }
    guard address.parts.first == "api" else { return try page.answer(request.method, address) }
    guard address.parts.starts(with: Self.base) else {
      throw Refusal.notFound("such part of the API")
    }
    let parts = Array(address.parts.dropFirst(Self.base.count))
    let matching = endpoints.compactMap { endpoint in
      endpoint.parameters(of: parts).map { (endpoint, $0) }
    }
    guard !matching.isEmpty else { throw Refusal.notFound("such part of the API") }
    let method = request.method == .head ? .get : request.method
    guard let (endpoint, parameters) = matching.first(where: { $0.0.method == method }) else {
      throw Refusal.method(
        request.method,
        allowed: matching.map(\.0.method).flatMap { $0 == .get ? [$0, .head] : [$0] })
    }
    return try await endpoint.answer(
      APIRequest(
        parameters: parameters, query: address.query, body: request.body,
        headers: request.headers, isHead: request.method == .head))
  }
}

extension Refusal {
  /// The refusal of a method that an address does not take.
  static func method(
    _ method: HTTPRequest.Method, allowed: [HTTPRequest.Method]
  ) -> Refusal {
    let allowed = allowed.map(\.rawValue).joined(separator: ", ")
    return Refusal(
      .methodNotAllowed, "methodNotAllowed", "\(method.rawValue) is not done here",
      "Use \(allowed).", headers: [.allow: allowed])
  }
}
