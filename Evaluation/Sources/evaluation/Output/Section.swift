/// A table with its head.
struct Section: Sendable {
  /// A short name for programs, such as `simulated`.
  let name: String
  let title: String
  /// What the figures are, and what they are not, in sentences.
  let about: String
  let table: Table

  /// The section for a person.
  func text(isMarkdown: Bool) -> String {
    """
    \(isMarkdown ? "## " : "")\(title)

    \(about)

    \(isMarkdown ? table.markdown : table.text)
    """
  }
}

extension Section: Encodable {
  private enum CodingKeys: String, CodingKey { case name, title, about, table }
}
