import Testing

@testable import Charts

struct TerminalTextTests {
  @Test func `a line is filled to its width, colours not counted`() {
    var line = TerminalLine()
    line.append("on", .color(172))
    line.append(" 暖")
    #expect(line.width == 5)
    #expect(line.text(width: 7, color: false) == "on 暖  ")
    #expect(line.text(width: 7, color: true) == "\u{1B}[38;5;172mon\u{1B}[0m 暖  ")
  }

  @Test func `items flow over lines, a long one is cut`() {
    let items = ["one", "two", "three", "a very long one"].map {
      (symbol: "·", style: TerminalLine.Style.plain, text: $0)
    }
    let lines = TerminalLine.flow(items, width: 14).map { $0.text(width: 0, color: false) }
    #expect(lines == ["· one  · two", "· three", "· a very long…"])
    #expect(TerminalLine.flow([], width: 14).isEmpty)
  }
}
