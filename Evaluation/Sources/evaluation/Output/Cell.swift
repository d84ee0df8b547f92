import Foundation

/// One cell of a table: a text, or a figure in its own unit.
enum Cell: Sendable {
  case text(String)
  /// A figure, nil where it has no meaning.
  case figure(Double?, Unit)

  /// How a figure is printed.
  enum Unit: Sendable {
    /// A share to four digits, such as a balanced accuracy.
    case share
    /// A share to three digits.
    case short
    case percent
    /// A difference of shares, with its sign.
    case change
    /// Seconds, printed as minutes or hours.
    case duration
    case seconds
    /// A temperature, °C.
    case degrees
    case count
  }

  static func share(_ value: Double?) -> Cell { .figure(value, .share) }
  static func short(_ value: Double?) -> Cell { .figure(value, .short) }
  static func percent(_ value: Double?) -> Cell { .figure(value, .percent) }
  static func change(_ value: Double?) -> Cell { .figure(value, .change) }
  static func duration(_ seconds: Double?) -> Cell { .figure(seconds, .duration) }
  static func seconds(_ value: Double?) -> Cell { .figure(value, .seconds) }
  static func degrees(_ value: Double?) -> Cell { .figure(value, .degrees) }
  static func count(_ value: Int) -> Cell { .figure(Double(value), .count) }

  /// What a table for people shows; a dash where there is no figure.
  var text: String {
    switch self {
    case .text(let text): text
    case .figure(nil, _): "-"
    case .figure(let value?, let unit):
      switch unit {
      case .share: String(format: "%.4f", value)
      case .short, .seconds: String(format: "%.3f", value)
      case .percent: String(format: "%.1f %%", 100 * value)
      case .change: String(format: "%+.4f", value)
      case .duration:
        value < 7200
          ? String(format: "%.3g min", value / 60) : String(format: "%.1f h", value / 3600)
      case .degrees: String(format: "%.1f", value)
      case .count: String(format: "%.0f", value)
      }
    }
  }
}

extension Cell: Encodable {
  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let text): try container.encode(text)
    case .figure(let value, .count): try container.encode(value.map { Int($0) })
    case .figure(let value, _): try container.encode(value)
    }
  }
}
