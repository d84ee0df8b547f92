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
    isMarkdown
      ? "## \(title)\n\n\(about)\n\n\(table.markdown)"
      : "\(title)\n\n\(about.wrapped(to: 100))\n\n\(table.text)"
  }
}

extension Section: Encodable {
  private enum CodingKeys: String, CodingKey { case name, title, about, table }
}

extension String {
  /// The text with a line break, in place of a space, before each word that would go beyond a width.
  fileprivate func wrapped(to width: Int) -> String {
    var lines = [""]
    for word in split(separator: " ") {
      let line = lines[lines.count - 1]
      if line.isEmpty {
        lines[lines.count - 1] = String(word)
      } else if line.count + 1 + word.count <= width {
        lines[lines.count - 1] += " \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines.joined(separator: "\n")
  }
}
