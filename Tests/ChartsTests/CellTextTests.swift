import Testing

@testable import Charts

struct CellTextTests {
  @Test(arguments: [
    ("départ", 6), ("de\u{301}part", 6), ("暖房", 4), ("🔥", 2), ("❄️", 2), ("", 0), ("█▁░", 3),
  ])
  func `widths`(text: String, width: Int) {
    #expect(CellText.width(text) == width)
  }

  @Test func `texts are cut with an ellipsis and filled to their cells`() {
    #expect(CellText.left("supply", 8) == "supply  ")
    #expect(CellText.right("supply", 8) == "  supply")
    #expect(CellText.left("supply", 4) == "sup…")
    #expect(CellText.left("暖房機", 4) == "暖… ")
    #expect(CellText.left("supply", 0) == "")
  }

  @Test func `what would move the cursor becomes a space`() {
    #expect(CellText.printable("a\u{1B}[31m\nb\u{202E}c") == "a [31m b c")
  }
}
