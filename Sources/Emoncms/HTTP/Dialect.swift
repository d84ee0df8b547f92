/// How the version of an Emoncms differs from others, as far as it matters here.
struct Dialect: Hashable, Sendable {
  /// As the server says it, `11.16.8`; nil where it says none.
  let version: String?
  private let major: Int

  /// - Parameter answer: What `version` answers, white space around it or not.
  init(version answer: String) {
    let text = Substring(answer).trimmed
    let numbers = text.split(separator: ".", omittingEmptySubsequences: false)
    let isVersion =
      numbers.count > 1 && text.utf8.count <= 20
      && numbers.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    version = isVersion ? text : nil
    major = isVersion ? Int(numbers[0]) ?? 0 : 0
  }

  /// Whether an upload refreshes the last value that is cached.
  ///
  /// 10 leaves it as it was, and has a call that sets it; later ones have another call for that.
  var refreshesLastValue: Bool { major >= 11 }
}
