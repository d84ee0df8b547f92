import Testing

@testable import Charts

struct SVGTextTests {
  @Test(arguments: [
    (0.0, "0"), (-0.04, "0"), (-0.3, "-0.3"), (12.25, "12.3"), (54.5, "54.5"), (-7, "-7"),
  ])
  func `coordinates are written to a tenth, without trailing zeros`(value: Double, text: String) {
    #expect(SVGText.number(value) == text)
  }

  @Test func `what XML cannot hold is escaped or replaced`() {
    #expect(SVGText.escaped("<a & \"b\">") == "&lt;a &amp; &quot;b&quot;&gt;")
    #expect(SVGText.escaped("a\nb\u{0}c\u{1B}d\u{FFFF}") == "a b\u{FFFD}c\u{FFFD}d\u{FFFD}")
  }

  @Test func `texts are cut to a width`() {
    #expect(SVGText.truncated("power of pump 2", SVGText.width("power of p")) == "power of …")
    #expect(SVGText.truncated("supply", 1_000) == "supply")
  }
}
