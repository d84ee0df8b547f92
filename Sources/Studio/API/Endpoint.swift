import HTTPTypes
import Hummingbird

/// One operation of the API: a method, a path, and what it answers.
struct Endpoint: Sendable {
  /// GET or POST.
  let method: HTTPRequest.Method
  /// The parts of its path below `/api/v1`; one in braces stands for any text.
  let path: [String]
  let answer: @Sendable (APIRequest) async throws -> Answer

  static func get(
    _ path: String, _ answer: @escaping @Sendable (APIRequest) async throws -> Answer
  ) -> Endpoint {
    Endpoint(method: .get, path: path.split(separator: "/").map(String.init), answer: answer)
  }

  static func post(
    _ path: String, _ answer: @escaping @Sendable (APIRequest) async throws -> Answer
  ) -> Endpoint {
    Endpoint(method: .post, path: path.split(separator: "/").map(String.init), answer: answer)
  }

  /// The texts that stand where a path has braces; nil where it is another path.
  func parameters(of parts: [String]) -> [String]? {
    guard parts.count == path.count else { return nil }
    var parameters: [String] = []
    for (part, pattern) in zip(parts, path) {
      if pattern.first == "{" {
        guard !part.isEmpty else { return nil }
        parameters.append(part)
      } else if part != pattern {
        return nil
      }
    }
    return parameters
  }
}

/// A request of the API, once its endpoint is found.
struct APIRequest: Sendable {
  let parameters: [String]
  let query: String
  /// The body, not read yet.
  let body: RequestBody
  let headers: HTTPFields
  /// Whether only the head of the answer is wanted.
  var isHead = false

  /// The feed id that the path's first parameter is.
  func feedID() throws(Refusal) -> Int {
    guard let text = parameters.first, let id = Int(text), id > 0, "\(id)" == text else {
      throw .notFound("feed \(parameters.first ?? "")")
    }
    return id
  }

  /// Reads the query, and refuses what is left of it.
  func reading<T>(_ read: (inout Query) throws -> T) throws -> T {
    var query = try Query(query)
    let value = try read(&query)
    try query.end()
    return value
  }

  /// Refuses any parameter behind the question mark.
  func withoutQuery() throws { try Query(query).end() }

  /// The JSON object in the body.
  ///
  /// - Throws: ``Refusal``: 415 for another media type, 413 for a body that is too large, 400 for
  ///   one that is no JSON object, 408 for one that does not come.
  func members() async throws -> Members {
    try withoutQuery()
    let mediaType = headers[.contentType]?.split(separator: ";").first?
      .trimmingPrefix { $0 == " " }
    guard mediaType?.lowercased() == "application/json" else {
      throw Refusal(
        .unsupportedMediaType, "unsupportedMediaType", "The body is not announced as JSON",
        "Send Content-Type: application/json.")
    }
    return try Members(try JSONReader.document(await BodyReader.bytes(of: body)))
  }
}
