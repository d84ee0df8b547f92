import Testing

@testable import Charts

struct LabelRowTests {
  private let row = LabelRow(limits: 0...40, gap: 2)

  private func label(_ text: String, _ position: Double, centred: Bool = true) -> LabelRow.Label {
    LabelRow.Label(
      text: text, width: Double(text.count), position: position, isCentred: centred)
  }

  @Test func `labels that would touch are left out`() {
    let placed = row.placing([label("aaaa", 4), label("bbbb", 9), label("cccc", 12)])
    #expect(placed.map(\.text) == ["aaaa", "cccc"])
    #expect(placed.map(\.start) == [2, 10])
  }

  @Test func `centred labels move inwards at the ends, others are left out`() {
    #expect(row.placing([label("aaaa", 1), label("bbbb", 40)]).map(\.start) == [0, 36])
    #expect(row.placing([label("aaaa", 38, centred: false)]).isEmpty)
  }

  @Test func `from the last on, the first gives way`() {
    let placed = row.placingLastFirst([label("aaaa", 4), label("bbbb", 8), label("cccc", 30)])
    #expect(placed.map(\.text) == ["bbbb", "cccc"])
  }
}
