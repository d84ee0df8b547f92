import Foundation

/// Numbers and durations as people read them.
enum Words {
  /// A count, its thousands set apart: 30 220.
  static func count(_ number: Int) -> String {
    var digits = String(number.magnitude)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return (number < 0 ? "-" : "") + ([digits] + groups).joined(separator: " ")
  }

  /// A count with its noun: 1 point, 12 points.
  static func count(_ number: Int, _ noun: String) -> String {
    "\(count(number)) \(noun)\(number == 1 ? "" : "s")"
  }

  /// A duration by its two greatest units: 5 min, 3 h 25 min, 12 d 4 h.
  static func duration(_ seconds: Int) -> String {
    let units = [("d", 86_400), ("h", 3600), ("min", 60), ("s", 1)]
    guard seconds > 0, let first = units.firstIndex(where: { seconds >= $0.1 }) else {
      return "\(seconds) s"
    }
    let (name, size) = units[first]
    let whole = "\(count(seconds / size)) \(name)"
    guard first + 1 < units.count, seconds % size >= units[first + 1].1 else { return whole }
    let (nextName, nextSize) = units[first + 1]
    return "\(whole) \(seconds % size / nextSize) \(nextName)"
  }

  /// A number of hours: 1 234 h, or 3.5 h below a hundred.
  static func hours(_ hours: Double) -> String {
    hours < 100 ? "\(decimal(hours, 1)) h" : "\(count(Int(hours.rounded()))) h"
  }

  /// A share as a percentage.
  static func percent(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "–" }
    let share = 100 * Double(part) / Double(whole)
    if part > 0, share < 0.1 { return "< 0.1 %" }
    if part < whole, share > 99.9 { return "> 99.9 %" }
    return "\(decimal(share, 1)) %"
  }

  /// A confidence: 0.87, and never a certainty that nobody has.
  static func confidence(_ confidence: Float) -> String {
    if confidence < 1, confidence > 0.999 { return "more than 0.999" }
    return decimal(Double(confidence), confidence > 0.99 ? 3 : 2)
  }

  /// A measured value with at most two decimals, more where it is small.
  static func value(_ value: Float) -> String {
    guard value.isFinite else { return "–" }
    let magnitude = abs(value)
    if magnitude > 0, magnitude < 0.01 { return String(format: "%.2g", Double(value)) }
    return decimal(Double(value), magnitude < 1000 ? 2 : 1)
  }

  /// A number with exactly so many decimals.
  static func fixed(_ number: Double, _ decimals: Int) -> String {
    String(format: "%.\(decimals)f", number)
  }

  /// A number with at most so many decimals, without zeros at its end.
  static func decimal(_ number: Double, _ decimals: Int) -> String {
    var text = String(format: "%.\(decimals)f", number)
    guard text.contains(".") else { return text }
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text == "-0" ? "0" : text
  }
}
