/// A request's target, cut into parts.
struct Address {
  /// The parts of the path between slashes, decoded.
  let parts: [String]
  /// What follows the question mark.
  let query: String

  /// Nil for a target that is no path, or whose path is no percent-encoded UTF-8 text.
  ///
  /// - Parameter target: The target as the request line has it.
  init?(_ target: String) {
    guard target.utf8.first == UInt8(ascii: "/") else { return nil }
    let path = target.utf8.prefix { $0 != UInt8(ascii: "?") }
    var parts: [String] = []
    for part in path.dropFirst().split(
      separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    {
      guard let text = PercentText.decoded(part) else { return nil }
      parts.append(text)
    }
    self.parts = parts
    query = String(target[path.endIndex...].dropFirst())
  }
}
