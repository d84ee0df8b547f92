import Foundation

/// Figures as the tables print them; a dash where there is none.
enum Figures {
  static func share(_ value: Double?) -> String { format(value, "%.4f") }
  static func short(_ value: Double?) -> String { format(value, "%.3f") }
  static func percent(_ value: Double?) -> String { format(value.map { 100 * $0 }, "%.1f %%") }
  static func seconds(_ value: Double?) -> String { format(value, "%.3f") }
  static func minutes(_ seconds: Double?) -> String { format(seconds.map { $0 / 60 }, "%.3g min") }

  private static func format(_ value: Double?, _ format: String) -> String {
    value.map { String(format: format, $0) } ?? "-"
  }
}
