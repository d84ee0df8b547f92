/// A JSON document: its keys are written in order of the alphabet, its nulls are kept.
enum JSON {
  case null
  case bool(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case array([JSON])
  case object([String: JSON])

  /// The document as text, indented by two spaces.
  var text: String {
    var text = ""
    write(to: &text, indent: 0)
    return text
  }

  private func write(to text: inout String, indent: Int) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += "\(value)"
    // What is no number has no place in JSON.
    case .number(let value): text += value.isFinite ? "\(value)" : "null"
    case .string(let value): Self.write(value, to: &text)
    case .array(let items):
      Self.write(items, "[", "]", to: &text, indent) { item, text in
        item.write(to: &text, indent: indent + 1)
      }
    case .object(let members):
      Self.write(members.sorted { $0.key < $1.key }, "{", "}", to: &text, indent) { member, text in
        Self.write(member.key, to: &text)
        text += ": "
        member.value.write(to: &text, indent: indent + 1)
      }
    }
  }

  private static func write<Item>(
    _ items: [Item], _ opening: String, _ closing: String, to text: inout String, _ indent: Int,
    _ writeItem: (Item, inout String) -> Void
  ) {
    text += opening
    for (index, item) in items.enumerated() {
      text += index == 0 ? "\n" : ",\n"
      text += String(repeating: "  ", count: indent + 1)
      writeItem(item, &text)
    }
    if !items.isEmpty { text += "\n" + String(repeating: "  ", count: indent) }
    text += closing
  }

  private static func write(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}

extension JSON {
  init(_ value: Int?) { self = value.map(JSON.integer) ?? .null }

  init(_ value: Double?) { self = value.map(JSON.number) ?? .null }

  /// A float32 by its shortest decimal form: 21.4, and not the double that is nearest to it.
  init(_ value: Float?) {
    self = value.flatMap { Double($0.description) }.map(JSON.number) ?? .null
  }

  init(_ value: String?) { self = value.map(JSON.string) ?? .null }
}
