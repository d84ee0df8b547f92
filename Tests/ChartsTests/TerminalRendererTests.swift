import Feeds
import TestSupport
import Testing

@testable import Charts

struct TerminalRendererTests {
  private let day = Support.winter(2021, 3, 8)

  private func lines(_ chart: Chart, width: Int = 80, height: Int = 24, color: Bool = false)
    -> [String]
  {
    let text = TerminalRenderer(width: width, height: height, color: color).render(chart)
    #expect(text.hasSuffix("\n"))
    return text.dropLast().split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
  }

  /// A line without the codes for colours.
  private func plain(_ line: String) -> String {
    var result = ""
    var isCode = false
    for character in line {
      if character == "\u{1B}" { isCode = true }
      if !isCode { result.append(character) }
      if character == "m" { isCode = false }
    }
    return result
  }

  private func example(curves: [Curve], lanes: [Lane] = []) -> Chart {
    Chart(
      title: "North", window: day..<day + 86_400, curves: curves, lanes: lanes,
      clock: Support.paris)
  }

  @Test func `a day, drawn`() {
    let values = (0..<48).map { Float($0 < 24 ? 20 : 20 + min($0 - 24, 10)) }
    let chart = example(
      curves: [Support.curve(values)],
      lanes: [
        Lane(
          name: "state",
          segments: [
            LaneSegment(start: day, end: day + 43_200, state: .off, provenance: "inferred"),
            LaneSegment(
              start: day + 43_200, end: day + 66_600, state: .on, provenance: "hand"),
            LaneSegment(start: day + 66_600, end: day + 80_000, state: .unknown),
          ])
      ])
    let expected = """
      North
      Mon 8 Mar 2021 00:00 – Tue 9 Mar 2021 00:00, Europe/Paris
      A supply °C
          30 ┤                                 ⢀⡠⠔⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠂ A
             │                              ⢀⡠⠔⠁
             │                            ⡠⠔⠁
          20 ┤⠠⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠔⠊
       state │▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁█████████████▒░░░░░░░░
             │                         ▔▔▔▔▔▔▔▔▔▔▔▔▔▔
             └┬───────────┬────────────┬───────────┬────────────
            00:00       06:00        12:00       18:00
          Mon 8 Mar
      █ on  ▁ off  ░ unknown  ▒ several in one column
      ▔ set by hand
      """
    let drawn = lines(chart, width: 60, height: 14).map { line in
      String(line.reversed().drop { $0 == " " }.reversed())
    }
    #expect(drawn.joined(separator: "\n") == expected)
  }

  @Test func `colours add codes and nothing else`() {
    let chart = example(curves: [Support.curve([1, 2, 3]), Support.curve([3, 2, 1], unit: "W")])
    let colored = lines(chart, color: true)
    #expect(colored.joined().contains("\u{1B}[38;5;166m"))
    #expect(colored.map(plain) == lines(chart))
    #expect(!lines(chart).joined().contains("\u{1B}"))
  }

  @Test func `the columns asked for are two to a cell of the plot`() {
    let chart = example(curves: [Support.curve([1])])
    let renderer = TerminalRenderer(width: 80, height: 24)
    let axis = lines(chart).first { $0.contains("└") } ?? ""
    #expect(renderer.columns(for: chart) == 2 * axis.filter { "─┬".contains($0) }.count)
  }

  @Test func `states stand under the columns that hold them`() throws {
    let lane = Lane(
      name: "state", segments: [LaneSegment(start: day + 3_600, end: day + 7_200, state: .on)])
    var chart = example(curves: [Support.curve([1, 2])], lanes: [lane])
    let plot = TerminalRenderer(width: 80).columns(for: chart) / 2
    let drawn = try #require(lines(chart).first { $0.contains("█") })
    let cells = Array(drawn.drop { $0 != "│" }.dropFirst().prefix(plot))
    let columns = LaneColumns(lane, columns: plot, window: chart.window)
    for (cell, content) in zip(cells, columns.contents) {
      #expect(cell == (content == .nothing ? " " : "█"))
    }
    chart.lanes[0].segments.append(
      LaneSegment(start: day + 7_201, end: day + 7_300, state: .off, provenance: "hand"))
    let mixed = lines(chart)
    #expect(mixed.contains { $0.contains("█▒") })
    #expect(mixed.contains { $0.contains("▔") })
    #expect(mixed.last?.contains("set by hand") == true)
  }

  @Test func `what is recorded as nothing says so`() {
    let drawn = lines(example(curves: [Support.curve([.nan, .nan])]))
    #expect(drawn.contains { $0.contains("nothing recorded") })
  }

  @Test func `names are cut and cannot disturb the terminal`() {
    let name = String(repeating: "long ", count: 50) + "\u{1B}[2J"
    let chart = example(
      curves: [Support.curve([1, 2], name: name)], lanes: [Lane(name: name, segments: [])])
    let text = lines(chart).joined()
    #expect(text.contains("…") && !text.contains("\u{1B}"))
  }

  @Test func `extents that would fill the plot give way to means, and the key says so`() {
    var columns = Support.columns(Array(repeating: 10, count: 100))
    columns.min = Array(repeating: 0, count: 100)
    columns.max = Array(repeating: 20, count: 100)
    let curve = Curve(name: "supply", unit: "°C", interval: 0, columns: columns)
    let drawn = lines(example(curves: [curve]))
    #expect(drawn.last?.hasPrefix("⠒ mean of each column") == true)
    // The row of the means, and the key.
    #expect(drawn.filter { $0.contains { ("\u{2801}"..."\u{28FF}").contains($0) } }.count == 2)
    #expect(!lines(example(curves: [Support.curve([10, 12])])).joined().contains("mean"))
  }

  @Test func `a chart is as high as asked`() {
    let chart = example(curves: [Support.curve([1, 2])])
    for height in [12, 24, 60] { #expect(lines(chart, height: height).count == height) }
  }

  @Test(arguments: 0..<150)
  func `every line has exactly the width asked for`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let chart = Chart.random(using: &generator)
    let width = Int.random(in: 40...200, using: &generator)
    let height = Int.random(in: 1...50, using: &generator)
    for line in lines(chart, width: width, height: height, color: seed % 2 == 0) {
      #expect(CellText.width(plain(line)) == width, "seed \(seed): \(line)")
    }
  }

  @Test func `sizes outside the sane are brought inside`() {
    let chart = example(curves: [Support.curve([1, 2])])
    #expect(lines(chart, width: -5, height: -5).allSatisfy { $0.count == 40 })
    #expect(TerminalRenderer(width: .max, height: .max).width == 1_000)
  }
}
