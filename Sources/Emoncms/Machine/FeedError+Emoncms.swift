import Feeds

extension EmoncmsError {
  /// The error for a feed's file on the machine.
  init(_ error: FeedError) {
    let code: Code =
      switch error.code {
      case .missing: .notFound
      case .inaccessible: .readOnly
      case .noSpace: .noSpace
      case .shrank, .grew, .exists: .conflict
      case .metadataSize, .zeroInterval, .badStart, .ragged, .malformed: .malformed
      case .badRange: .unsupported
      }
    self.init(code, error.file, error.problem, remedy: error.remedy)
  }

  /// The same error, with more to its problem.
  func adding(_ clause: String, remedy more: String? = nil) -> EmoncmsError {
    EmoncmsError(
      code, subject, "\(problem); \(clause)",
      remedy: more.map { "\(remedy) \($0)" } ?? remedy)
  }
}
