import Foundation
import Testing

@testable import evaluation

@Suite struct TableTests {
  private let table: Table = {
    var table = Table([
      .text("system"), .figure("bal", key: "balanced_accuracy"), .figure("lasts", key: "seconds"),
    ])
    table.rows = [
      [.text("a"), .share(0.98765), .duration(1800)], [.text("a"), .share(nil), .duration(9000)],
    ]
    return table
  }()

  @Test func `a terminal's table is aligned and names a system once`() {
    #expect(
      table.text == """
        system     bal   lasts
        a       0.9877  30 min
                     -   2.5 h
        """)
  }

  @Test func `a Markdown table has a rule`() {
    #expect(table.markdown.split(separator: "\n")[1] == "| ------ | -----: | -----: |")
  }

  @Test func `a document names each figure`() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let text = String(decoding: try encoder.encode(table), as: UTF8.self)
    #expect(
      text == """
        [{"balanced_accuracy":0.98765,"seconds":1800,"system":"a"},\
        {"balanced_accuracy":null,"seconds":9000,"system":"a"}]
        """)
  }
}
