import Feeds
import HTTPTypes
import Inference
import Workspace

/// A request that is not done: the status, a code for programs, and a sentence for people.
struct Refusal: Error, Sendable {
  let status: HTTPResponse.Status
  /// Stable: the page translates by it.
  let code: String
  /// What is wrong, and the way out.
  let message: String
  /// The feed, circuit, file or value at fault, where there is one.
  var subject: String?
  var headers: HTTPFields = [:]

  init(
    _ status: HTTPResponse.Status, _ code: String, _ problem: String, _ remedy: String,
    headers: HTTPFields = [:]
  ) {
    self.status = status
    self.code = code
    message = "\(problem). \(remedy)"
    self.headers = headers
  }

  static func malformed(_ problem: String, _ remedy: String) -> Refusal {
    Refusal(.badRequest, "malformed", problem, remedy)
  }

  static func badRange(_ problem: String, _ remedy: String) -> Refusal {
    Refusal(.badRequest, "badRange", problem, remedy)
  }

  static func notFound(_ what: String) -> Refusal {
    Refusal(.notFound, "notFound", "There is no \(what)", "Check the address.")
  }

  /// The refusal of what is asked for too often, or by too many at once.
  static func tooMany(_ problem: String, after seconds: Int) -> Refusal {
    var refusal = Refusal(
      .tooManyRequests, "tooMany", problem, "Try again in \(seconds) s.")
    refusal.headers[.retryAfter] = "\(seconds)"
    return refusal
  }

  /// Its JSON body.
  var body: JSON {
    var error: [String: JSON] = ["code": .string(code), "message": .string(message)]
    if let subject { error["subject"] = .string(subject) }
    return ["error": .object(error)]
  }
}

extension Refusal {
  /// What an error of the libraries becomes: the one place where errors get their status.
  init(_ error: any Error) {
    switch error {
    case let refusal as Refusal: self = refusal
    case let error as WorkspaceError:
      self.init(
        Self.status(error.code), Self.code(error.code), error.description, subject: error.subject)
    case let error as FeedError:
      self.init(
        Self.status(error.code), error.code.rawValue, error.description, subject: error.file)
    case let error as InferenceError:
      self.init(.unprocessableContent, error.code.rawValue, error.description, subject: nil)
    case is CancellationError:
      self.init(.serviceUnavailable, "stopping", "The Studio is stopping.", subject: nil)
    default:
      self.init(.internalServerError, "internal", "The Studio failed: \(error)", subject: nil)
    }
  }

  private init(
    _ status: HTTPResponse.Status, _ code: String, _ message: String, subject: String?
  ) {
    self.status = status
    self.code = code
    self.message = message
    self.subject = subject
  }

  private static func code(_ code: WorkspaceError.Code) -> String {
    code == .changedMeanwhile ? "changed_meanwhile" : code.rawValue
  }

  private static func status(_ code: WorkspaceError.Code) -> HTTPResponse.Status {
    switch code {
    case .malformed, .badRange: .badRequest
    case .readOnly: .forbidden
    case .notFound: .notFound
    case .ambiguous, .foreignChange, .changedMeanwhile, .nothingToDo: .conflict
    case .badName, .incompatible: .unprocessableContent
    case .locked: .locked
    case .interrupted, .damagedDatabase, .newerDatabase, .inaccessibleDatabase, .damagedJournal:
      .internalServerError
    }
  }

  private static func status(_ code: FeedError.Code) -> HTTPResponse.Status {
    switch code {
    case .malformed, .badRange: .badRequest
    case .missing: .notFound
    case .shrank, .grew, .exists: .conflict
    case .metadataSize, .zeroInterval, .badStart, .ragged: .unprocessableContent
    case .noSpace: .insufficientStorage
    case .inaccessible: .internalServerError
    }
  }
}

extension HTTPResponse.Status {
  /// 423, which HTTPTypes does not name.
  static var locked: HTTPResponse.Status { .init(code: 423, reasonPhrase: "Locked") }
  /// 507, which HTTPTypes does not name.
  static var insufficientStorage: HTTPResponse.Status {
    .init(code: 507, reasonPhrase: "Insufficient Storage")
  }
}
