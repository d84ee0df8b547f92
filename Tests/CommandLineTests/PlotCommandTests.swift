import Feeds
import Foundation
import TestSupport
import Testing

@Suite struct PlotCommandTests {
  @Test func `curves and states are drawn to the width asked for`() throws {
    let school = try SmallSchool()
    try school.declareCircuit()
    _ = try school.run("infer", "north")
    for width in [60, 100] {
      let run = try school.run(
        "plot", "5", "1", "3", "--from", "2021-03-02", "--to", "2021-03-04", "--width", "\(width)")
      #expect(run.status == 0)
      let lines = run.output.split(separator: "\n")
      #expect(lines.count >= 10)
      #expect(lines.allSatisfy { $0.count == width })
      #expect(run.output.contains("north_state"))
      #expect(run.output.contains("Tue 2 Mar"))
    }
  }

  @Test func `the width is that of COLUMNS, else 80`() throws {
    let school = try SmallSchool()
    for (environment, width) in [([:], 80), (["COLUMNS": "64"], 64)] {
      let run = try school.run(["plot", "1"], environment: environment)
      #expect(run.output.split(separator: "\n").allSatisfy { $0.count == width })
    }
  }

  @Test func `a feed of ones and zeros is a band, not a curve`() throws {
    let school = try SmallSchool()
    try school.add(6) { SmallSchool.isOn($0) ? 1 : 0 }
    let run = try school.run("plot", "6")
    #expect(run.output.contains("█ on"))
    #expect(!run.output.unicodeScalars.contains { (0x2801...0x28FF).contains($0.value) })
  }

  @Test func `a picture is a whole SVG document`() throws {
    let school = try SmallSchool()
    let run = try school.run("plot", "1", "3", "--svg", "week.svg", "--width", "700")
    #expect(run.status == 0)
    #expect(run.output == "")
    #expect(run.errors == "Drawn in week.svg\n")
    let text = String(decoding: try school.bytes(of: "week.svg"), as: UTF8.self)
    #expect(text.contains("<svg") && text.hasSuffix("</svg>\n"))
    #expect(text.contains("width=\"700\""))
  }

  @Test func `no colour leaves a file or a pipe`() throws {
    let school = try SmallSchool()
    for command in [["plot", "1"], ["feeds"], ["check"]] {
      #expect(try !school.run(command).output.contains("\u{1B}"))
    }
  }

  @Test func `an empty feed has nothing to draw`() throws {
    let school = try SmallSchool(feeds: false)
    try school.add(1, Timeline(start: 0, interval: 300, count: 0)) { _ in 0 }
    let run = try school.run("plot", "1")
    #expect(run.status == 1)
    #expect(run.errors.hasPrefix("retouche: feed 1 has no point"))
  }
}
