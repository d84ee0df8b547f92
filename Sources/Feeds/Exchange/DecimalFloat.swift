extension Float {
  /// The float nearest to a number written in decimal: `-12.5`, `1e-3`, `inf`. Nil for any other
  /// text, hexadecimal and NaN among it, and for a number past the greatest float.
  ///
  /// - Parameters:
  ///   - text: The bytes of the number, without blanks.
  ///   - allowsComma: Whether a comma may stand for the point.
  init?(decimal text: UnsafeRawBufferPointer, allowsComma: Bool) {
    guard let number = DecimalNumber(text, allowsComma: allowsComma) else {
      guard let infinity = Self.infinity(text) else { return nil }
      self = infinity
      return
    }
    if let value = number.nearestFloat {
      self = value
      return
    }
    let comma = UInt8(ascii: ",")
    let plain = String(decoding: text.map { $0 == comma ? UInt8(ascii: ".") : $0 }, as: UTF8.self)
    guard let value = Float(plain), value.isFinite else { return nil }
    self = value
  }

  private static func infinity(_ text: UnsafeRawBufferPointer) -> Float? {
    switch String(decoding: text.prefix(10), as: UTF8.self).lowercased() {
    case "inf", "+inf", "infinity", "+infinity": .infinity
    case "-inf", "-infinity": -.infinity
    default: nil
    }
  }
}

/// A number written in decimal, as `significand * 10 ^ exponent`.
private struct DecimalNumber {
  private var isNegative = false
  private var significand: UInt64 = 0
  private var exponent = 0
  /// Whether digits were left out because the significand has no room for them.
  private var isCut = false

  init?(_ text: UnsafeRawBufferPointer, allowsComma: Bool) {
    var index = 0
    if let sign = text.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      index = 1
    }
    var digits = 0
    var hasPoint = false
    while index < text.count {
      let byte = text[index]
      if byte == UInt8(ascii: ".") || (allowsComma && byte == UInt8(ascii: ",")) {
        if hasPoint { return nil }
        hasPoint = true
      } else if byte &- UInt8(ascii: "0") <= 9 {
        append(byte &- UInt8(ascii: "0"), afterPoint: hasPoint)
        digits &+= 1
      } else {
        break
      }
      index &+= 1
    }
    guard digits > 0 else { return nil }
    if index < text.count {
      guard let power = Self.power(text[index...]) else { return nil }
      exponent += power
    }
  }

  private mutating func append(_ digit: UInt8, afterPoint: Bool) {
    if significand < 100_000_000_000_000_000 {
      significand = significand * 10 + UInt64(digit)
      if afterPoint { exponent -= 1 }
    } else {
      isCut = true
      if !afterPoint { exponent += 1 }
    }
  }

  /// The power of ten that follows the digits, `e-3`; nil for any other text.
  private static func power(_ text: Slice<UnsafeRawBufferPointer>) -> Int? {
    guard let first = text.first, first | 0x20 == UInt8(ascii: "e") else { return nil }
    var digits = text.dropFirst()
    let sign = digits.first
    if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { digits = digits.dropFirst() }
    guard !digits.isEmpty, digits.count <= 6 else { return nil }
    var power = 0
    for byte in digits {
      guard byte &- UInt8(ascii: "0") <= 9 else { return nil }
      power = power * 10 + Int(byte &- UInt8(ascii: "0"))
    }
    return sign == UInt8(ascii: "-") ? -power : power
  }

  /// The nearest float where double precision suffices to find it; nil where it may not.
  ///
  /// A significand below 2^53 and a power of ten up to 10^22 are exact doubles, so that one division
  /// or multiplication gives the double nearest to the number. Its rounding to a float is that of the
  /// number itself, unless the double lies half-way between two floats: then it may itself be the
  /// result of a rounding.
  var nearestFloat: Float? {
    guard !isCut, significand < 1 << 53, (-22...22).contains(exponent) else { return nil }
    let power = Self.powers[abs(exponent)]
    let value = exponent < 0 ? Double(significand) / power : Double(significand) * power
    guard value.bitPattern & 0x1FFF_FFFF != 0x1000_0000 else { return nil }
    let float = Float(value)
    guard float.isFinite else { return nil }
    return isNegative ? -float : float
  }

  private static let powers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]
}
