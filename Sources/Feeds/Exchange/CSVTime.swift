/// Times as the cells of a file hold them.
enum CSVTime {
  /// Names, in small letters, that a column of times goes by.
  static let names: Set = [
    "time", "unix_time", "unixtime", "unix time", "timestamp", "date", "datetime", "date_time",
    "date time", "horodatage", "heure",
  ]

  /// Reads Unix seconds (9 to 11 digits) or milliseconds (12 or 13), rounded down to whole seconds.
  ///
  /// Fewer digits are a year, a day (`20210308`) or a counter rather than an instant, and more digits
  /// a day with a time (`20210308060000`): they are not read here.
  ///
  /// - Parameter text: The cell, without blanks around it; a decimal point and more digits may follow.
  /// - Returns: nil for any other text.
  static func unixSeconds(_ text: UnsafeRawBufferPointer) -> Int? {
    var value = 0
    var digits = 0
    while digits < text.count, digits <= 13, isDigit(text[digits]) {
      value = value * 10 + Int(text[digits] - UInt8(ascii: "0"))
      digits += 1
    }
    guard (9...13).contains(digits) else { return nil }
    if digits < text.count {
      guard text[digits] == UInt8(ascii: "."), text[(digits + 1)...].allSatisfy(isDigit) else {
        return nil
      }
    }
    return digits < 12 ? value : value / 1000
  }

  /// Whether a cell is a time beyond doubt: ten or thirteen digits, or text that is no number and
  /// that the caller reads as a time.
  static func isTime(_ text: UnsafeRawBufferPointer, _ parse: (String) throws -> Int) -> Bool {
    guard !text.isEmpty else { return false }
    if unixSeconds(text) != nil { return text.count == 10 || text.count == 13 }
    guard Float(decimal: text, allowsComma: true) == nil else { return false }
    return (try? parse(String(decoding: text, as: UTF8.self))) != nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") <= 9 }
}
