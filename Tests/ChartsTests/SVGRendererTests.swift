import Feeds
import TestSupport
import Testing

@testable import Charts

struct SVGRendererTests {
  private let day = Support.winter(2021, 3, 8)

  private func chart(_ curves: [Curve], lanes: [Lane] = []) -> Chart {
    Chart(
      title: "North <1> & \"2\"", window: day..<day + 7 * 86_400, curves: curves, lanes: lanes,
      clock: Support.paris)
  }

  private func elements(_ svg: String) throws -> [ParsedElement] { try ParsedElement.all(in: svg) }

  @Test func `title, description and texts are there, escaped`() throws {
    let svg = SVGRenderer().render(chart([Support.curve([17.5, 46.25], name: "a<b>&c")]))
    let all = try elements(svg)
    #expect(all.first { $0.name == "title" }?.text == "North <1> & \"2\"")
    let description = try #require(all.first { $0.name == "desc" }?.text)
    #expect(description.contains("a<b>&c: 17.5 to 46.25 °C"))
    let texts = all.filter { $0.name == "text" }.map(\.text)
    #expect(texts.contains("Mon 8 Mar") && texts.contains("Sun 14 Mar") && texts.contains("2021"))
    #expect(texts.contains("Mon 8 Mar 2021 00:00 – Mon 15 Mar 2021 00:00, Europe/Paris"))
    #expect(texts.contains("°C") && texts.contains("20") && texts.contains("40"))
  }

  @Test func `a gap breaks the line`() throws {
    let curve = Support.curve([1, 2, .nan, 3, 4])
    let lines = try elements(SVGRenderer().render(chart([curve])))
      .filter { $0.attributes["class"] == "line" }
    let data = try #require(lines.first?.attributes["d"])
    #expect(data.filter { $0 == "M" }.count == 2)
    #expect(data.filter { $0 == "L" }.count == 2)
  }

  @Test func `the band spans least to greatest around the mean`() throws {
    var columns = Support.columns([10, 10])
    columns.min = [5, 6]
    columns.max = [20, 18]
    let curve = Curve(name: "supply", unit: "°C", interval: 0, columns: columns)
    let all = try elements(SVGRenderer().render(chart([curve])))
    let band = try #require(all.first { $0.attributes["class"] == "band" }?.attributes["d"])
    let ys = band.dropFirst().dropLast().split(separator: "L")
      .compactMap { $0.split(separator: " ").last.flatMap { Double($0) } }
    #expect(ys.count == 4)
    #expect(ys[0] < ys[1] && ys[1] < ys[2] && ys[2] < ys[3])
  }

  @Test func `a lone point is drawn as a dot`() throws {
    let all = try elements(SVGRenderer().render(chart([Support.curve([.nan, 3, .nan])])))
    let line = all.first { $0.attributes["class"] == "line" }?.attributes["d"]
    #expect(line?.hasSuffix("h0") == true)
  }

  @Test func `states differ by form, mixed pixels and hand-set ones are marked`() throws {
    let lane = Lane(
      name: "state",
      segments: [
        LaneSegment(start: day, end: day + 86_400, state: .on, provenance: "inferred"),
        LaneSegment(start: day + 86_400, end: day + 86_500, state: .off),
        LaneSegment(start: day + 86_500, end: day + 2 * 86_400, state: .on, confidence: 0.5),
        LaneSegment(
          start: day + 2 * 86_400, end: day + 3 * 86_400, state: .off, provenance: "hand"),
        LaneSegment(start: day + 3 * 86_400, end: day + 4 * 86_400, state: .unknown),
      ])
    let chart = chart([Support.curve([1, 2])], lanes: [lane])
    let all = try elements(SVGRenderer().render(chart))
    func rects(_ name: String) -> [ParsedElement] {
      all.filter { $0.name == "rect" && $0.attributes["class"] == name }
    }
    // One of each more than the lane holds: that of the key.
    #expect(rects("on").count == 3 && rects("off").count == 2 && rects("hand").count == 2)
    #expect(rects("mixed").count == 4)
    #expect(all.filter { $0.attributes["fill"] == "url(#retouche-unknown)" }.count == 2)
    #expect(rects("on").contains { $0.attributes["fill-opacity"] == "0.45" })
    let tooltips = all.filter { $0.name == "title" }.map(\.text)
    #expect(
      tooltips.contains("off, Wed 10 Mar 2021 00:00 – Thu 11 Mar 2021 00:00, hand"))
    let texts = all.filter { $0.name == "text" }.map(\.text)
    for text in ["on", "off", "unknown", "set by hand", "several in one pixel"] {
      #expect(texts.contains(text))
    }
  }

  @Test func `pure and mixed pixels of a lane cover its time, each once`() throws {
    let edges = [0, 20_000, 50_000, 50_100, 50_200, 300_000, 604_800]
    let segments = zip(edges, edges.dropFirst()).enumerated().map { index, pair in
      LaneSegment(
        start: day + pair.0, end: day + pair.1, state: index % 2 == 0 ? .on : .off)
    }
    let chart = chart([Support.curve([1])], lanes: [Lane(name: "state", segments: segments)])
    let all = try elements(SVGRenderer().render(chart))
    let left = 54.0
    var pixels = Array(repeating: 0, count: SVGRenderer().columns(for: chart))
    for rect in all where rect.name == "rect" {
      let name = rect.attributes["class"] ?? ""
      guard ["on", "off", "mixed"].contains(name), let x = rect.number("x"), x >= left,
        let width = rect.number("width"), (rect.number("height") ?? 0) >= 18
      else { continue }
      for pixel in Int(x - left)..<Int(x - left + width) { pixels[pixel] += 1 }
    }
    #expect(pixels.allSatisfy { $0 == 1 })
  }

  @Test func `Saturday and Sunday are shaded`() throws {
    let all = try elements(SVGRenderer().render(chart([Support.curve([1, 2])])))
    let shades = all.filter { $0.attributes["class"] == "weekend" }
    let plot = Double(SVGRenderer().columns(for: chart([Support.curve([1, 2])])))
    #expect(shades.count == 2)
    #expect(shades.allSatisfy { abs(($0.number("width") ?? 0) - plot / 7) < 0.2 })
  }

  @Test func `two units have two axes, the third a panel`() throws {
    let curves = ["°C", "W", "%"].map { Support.curve([1, 2], unit: $0) }
    let texts = try elements(SVGRenderer().render(chart(curves))).filter { $0.name == "text" }
    let units = ["°C", "W", "%"].compactMap { unit in texts.first { $0.text == unit } }
    let (xs, ys) = (units.compactMap { $0.number("x") }, units.compactMap { $0.number("y") })
    #expect(xs[0] < xs[1] && ys[0] == ys[1])
    #expect(xs[2] == xs[0] && ys[2] > ys[0])
  }

  @Test func `names at the ends of curves keep apart`() throws {
    let curves = (0..<6).map { Support.curve([1, 2], name: "feed \($0)") }
    let ys = try elements(SVGRenderer().render(chart(curves)))
      .filter { $0.name == "text" && $0.text.hasPrefix("feed") }.compactMap { $0.number("y") }
      .sorted()
    #expect(ys.count == 6)
    #expect(zip(ys, ys.dropFirst()).allSatisfy { $1 - $0 >= 13 })
  }

  @Test func `colours follow the reader's setting`() {
    let svg = SVGRenderer().render(chart([]))
    #expect(svg.contains("@media (prefers-color-scheme:dark)"))
    #expect(!svg.contains("<script") && !svg.contains("@import") && !svg.contains("<image"))
  }

  @Test func `the same chart gives the same bytes`() {
    var generator = SeededGenerator(seed: 7)
    let chart = Chart.random(using: &generator)
    #expect(SVGRenderer().render(chart) == SVGRenderer().render(chart))
  }

  @Test(arguments: 0..<150)
  func `whatever the chart, the document is well-formed and its numbers finite`(seed: UInt64) throws
  {
    var generator = SeededGenerator(seed: seed)
    let chart = Chart.random(using: &generator)
    let width = Int.random(in: 100...1_500, using: &generator)
    let svg = SVGRenderer(width: width, height: 300).render(chart)
    let all = try elements(svg)
    let height = try #require(all.first?.number("height"))
    for element in all {
      for (name, value) in element.attributes where name != "xmlns" && name != "aria-labelledby" {
        #expect(!value.contains("nan") && !value.contains("inf"), "seed \(seed): \(value)")
      }
      if let x = element.number("x"), let y = element.number("y") {
        #expect((-1...Double(max(width, 320))).contains(x), "seed \(seed): \(element)")
        #expect((-1...height).contains(y), "seed \(seed): \(element)")
      }
    }
  }
}
