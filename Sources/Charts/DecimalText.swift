/// Writes numbers from a whole number of powers of ten, so that no digit is an artefact of binary
/// fractions.
package enum DecimalText {
  /// `digits * 10^exponent` as a reader writes it: `−12.5`, `12 000`, `1.5e9`.
  ///
  /// - Parameters:
  ///   - digits: The significant digits, signed.
  ///   - exponent: The power of ten of the last digit; all decimals it stands for are written.
  /// - Returns: The number with a true minus sign, and thin spaces from 10 000 on.
  package static func text(digits: Int, exponent: Int) -> String {
    let sign = digits < 0 ? "−" : ""
    let magnitude = String(digits.magnitude)
    if digits == 0 { return exponent < 0 && exponent >= -6 ? fixed("0", decimals: -exponent) : "0" }
    let size = magnitude.utf8.count + exponent
    guard size <= 7 && exponent >= -6 else {
      return sign + scientific(magnitude, exponent: exponent)
    }
    if exponent < 0 { return sign + fixed(magnitude, decimals: -exponent) }
    return sign + grouped(magnitude + String(repeating: "0", count: exponent))
  }

  /// A number to a few significant digits, without trailing zeros; `0` when it is not finite.
  package static func text(_ value: Double, significantDigits: Int = 4) -> String {
    guard value.isFinite && value != 0 else { return "0" }
    var exponent = decade(of: value) - significantDigits + 1
    var digits = Int((value / powerOfTen(exponent)).rounded())
    while digits % 10 == 0 && digits != 0 {
      digits /= 10
      exponent += 1
    }
    return text(digits: digits, exponent: exponent)
  }

  /// The greatest `e` for which `10^e` is at most the magnitude of a finite number other than 0.
  static func decade(of value: Double) -> Int {
    let magnitude = value.magnitude
    var exponent = Int((Double(magnitude.exponent) * 0.301_029_995_663_981_2).rounded(.down))
    while powerOfTen(exponent + 1) <= magnitude { exponent += 1 }
    while powerOfTen(exponent) > magnitude { exponent -= 1 }
    return exponent
  }

  /// `10^exponent`, correctly rounded; infinite or 0 beyond what a double holds.
  static func powerOfTen(_ exponent: Int) -> Double { value(digits: 1, exponent: exponent) }

  /// `digits * 10^exponent`, correctly rounded.
  static func value(digits: Int, exponent: Int) -> Double { Double("\(digits)e\(exponent)") ?? 0 }

  private static func fixed(_ magnitude: String, decimals: Int) -> String {
    let zeros = max(0, decimals + 1 - magnitude.utf8.count)
    let padded = String(repeating: "0", count: zeros) + magnitude
    return "\(grouped(String(padded.dropLast(decimals)))).\(padded.suffix(decimals))"
  }

  private static func grouped(_ whole: String) -> String {
    guard whole.utf8.count > 4 else { return whole }
    let head = whole.utf8.count % 3
    var text = String(whole.prefix(head))
    for (index, digit) in whole.dropFirst(head).enumerated() {
      if index % 3 == 0 && !text.isEmpty { text.append("\u{202F}") }
      text.append(digit)
    }
    return text
  }

  private static func scientific(_ magnitude: String, exponent: Int) -> String {
    var significant = Substring(magnitude)
    while significant.count > 1 && significant.last == "0" { significant.removeLast() }
    let power = magnitude.utf8.count - 1 + exponent
    let decimals = significant.dropFirst()
    let mantissa = decimals.isEmpty ? "\(significant)" : "\(significant.prefix(1)).\(decimals)"
    return "\(mantissa)e\(power < 0 ? "−" : "")\(power.magnitude)"
  }
}
