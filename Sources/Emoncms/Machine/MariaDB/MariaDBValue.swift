/// A value that goes into a statement or comes out of a row.
enum MariaDBValue: Hashable {
  case null
  case integer(Int)
  case real(Double)
  case text(String)

  /// The whole number, where it is one.
  var integer: Int? {
    switch self {
    case .integer(let value): value
    case .real(let value): Int(exactly: value)
    case .text(let text): Int(text)
    case .null: nil
    }
  }

  /// The number, where it is one.
  var real: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .real(let value): value
    case .text(let text): Double(text)
    case .null: nil
    }
  }

  /// The text; nil for NULL.
  var text: String? {
    switch self {
    case .integer(let value): String(value)
    case .real(let value): String(value)
    case .text(let text): text
    case .null: nil
    }
  }
}

extension MariaDBValue: ExpressibleByIntegerLiteral {
  init(integerLiteral value: Int) { self = .integer(value) }
}
