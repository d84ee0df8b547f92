import Testing

@testable import Charts

struct DecimalTextTests {
  @Test(arguments: [
    (0, 0, "0"), (0, -1, "0.0"), (5, -1, "0.5"), (-125, -1, "−12.5"), (12, 3, "12\u{202F}000"),
    (1, 3, "1000"), (1_234_567, 0, "1\u{202F}234\u{202F}567"), (15, 8, "1.5e9"), (3, 38, "3e38"),
    (-3, -9, "−3e−9"), (30, -1, "3.0"), (0, -9, "0"), (1, -6, "0.000001"),
  ])
  func `digits and exponent`(digits: Int, exponent: Int, text: String) {
    #expect(DecimalText.text(digits: digits, exponent: exponent) == text)
  }

  @Test(arguments: [
    (0.0, "0"), (0.1 + 0.2, "0.3"), (20, "20"), (61.25, "61.25"), (-0.04999, "−0.04999"),
    (99_999, "100\u{202F}000"), (3.4e38, "3.4e38"), (1e-45, "1e−45"), (.nan, "0"), (.infinity, "0"),
  ])
  func `four significant digits without trailing zeros`(value: Double, text: String) {
    #expect(DecimalText.text(value) == text)
  }

  @Test func `the decade of powers of ten is exact`() {
    for exponent in -45...38 {
      #expect(DecimalText.decade(of: DecimalText.powerOfTen(exponent)) == exponent)
      #expect(DecimalText.decade(of: -DecimalText.powerOfTen(exponent) * 9.99) == exponent)
    }
  }
}
