/// The body that judges a proposal: which of its differences are accepted, and which rejected.
struct JudgementRequest: Sendable {
  /// What a person did.
  enum Gesture: String, CaseIterable { case review }

  /// Differences that a body may judge.
  static let greatestCount = 100_000

  /// The accepted, by their places; nil for all that are not rejected.
  private let accepted: [Int]?
  /// The rejected, by their places.
  let rejected: [Int]

  init(_ members: Members) throws(Refusal) {
    var members = members
    _ = try members.optionalChoice("gesture", of: Gesture.self)
    rejected = try members.optionalIntegers("rejected", atMost: Self.greatestCount) ?? []
    if case .string(let word)? = members.peek("accepted") {
      guard word == "all" else {
        throw Refusal.malformed("accepted is \"\(word)\"", "Send places, or \"all\".")
      }
      accepted = nil
      _ = members.take("accepted")
    } else {
      accepted = try members.optionalIntegers("accepted", atMost: Self.greatestCount) ?? []
    }
    try members.end()
  }

  /// The accepted of some differences, by their places.
  func accepted(of count: Int) -> [Int] {
    guard let accepted else {
      let rejected = Set(rejected)
      return (0..<count).filter { !rejected.contains($0) }
    }
    return accepted
  }
}
