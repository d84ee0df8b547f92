import Charts
import Feeds
import Foundation
import TestSupport
import Testing

@testable import Schedule

struct PageTests {
  /// Histories of every kind that a circuit may have.
  private static let histories: [String: CircuitHistory] = {
    func weather(_ day: Int) -> Float { 8 + 10 * Float((day * 5) % 21 - 10) / 10 }
    func school(_ moment: Support.Moment) -> Float? {
      let normal = 46 - moment.outdoor
      guard moment.outdoor < 15 else { return nil }
      guard moment.weekday < 5, moment.isBetween(6, 18) else {
        return moment.outdoor < 5 ? normal - 8 : nil
      }
      return moment.isBetween(6, 7.5) ? 60 : normal
    }
    func never(_ moment: Support.Moment) -> Float? { nil }
    func always(_ moment: Support.Moment) -> Float? { 40 }
    var byHand = Support.history(days: 30, outdoor: weather, plan: school)
    for index in byHand.segments.indices where index % 40 < 5 {
      byHand.segments[index].provenance = "hand"
      byHand.segments[index].confidence = index % 80 < 5 ? 0.3 : nil
    }
    var untold = Support.history(days: 3, plan: school)
    untold.segments = []
    var dead = Support.history(days: 20, outdoor: weather, plan: school)
    dead.supply = dead.supply.map { _ in .nan }
    dead.outdoor = dead.supply
    dead.indoor = dead.supply
    var none = Support.history(days: 1, plan: never)
    none.window = none.window.lowerBound..<none.window.lowerBound
    return [
      "school": Support.history(days: 60, outdoor: weather, plan: school),
      "two days": Support.history(days: 2, plan: school),
      "one sample": Support.history(
        from: Support.midnight(2021, 3, 9) - 300, days: 1, plan: always),
      "summer": Support.history(days: 40, outdoor: { 15 + Float($0 % 12) }, plan: never),
      "always on": Support.history(days: 40, outdoor: weather, plan: always),
      "without sensors": Support.history(days: 30, outdoor: nil, indoor: false, plan: school),
      "gaps": Support.history(
        days: 30, outdoor: weather, unknown: { ($0.time / 7_200) % 9 == 0 }, plan: school),
      "by hand": byHand, "untold": untold, "dead sensors": dead, "no time": none,
      "hourly years": Support.history(
        from: Support.midnight(2018, 10, 5), days: 1_000, interval: 3_600, outdoor: weather,
        plan: school),
    ]
  }()

  static let names = [
    "school", "two days", "one sample", "summer", "always on", "without sensors", "gaps", "by hand",
    "untold", "dead sensors", "no time", "hourly years",
  ]

  private func page(_ name: String, circuit: String = "north") throws -> String {
    let history = try #require(Self.histories[name])
    return SchedulePage(Schedule(history), circuit: circuit, feed: "feed 25 (north_state)").html
  }

  @Test(arguments: names)
  func `whatever the history, the page is well-formed and its numbers finite`(_ name: String) throws
  {
    let html = try page(name)
    let all = try ParsedElement.all(in: html)
    for element in all {
      for (attribute, value) in element.attributes where !["content", "name"].contains(attribute) {
        #expect(!value.contains("nan") && !value.contains("inf"), "\(attribute) \(value)")
      }
      #expect(!element.text.contains("nan ") && !element.text.contains("inf "), "\(element.text)")
    }
    let ids = all.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
    for drawing in all where drawing.attributes["role"] == "img" {
      let parts =
        drawing.attributes["aria-labelledby"]?.split(separator: " ").map(String.init) ?? []
      #expect(parts.count == 2 && parts.allSatisfy(ids.contains))
    }
    let headings = all.filter { $0.name == "h2" }.map(\.text)
    #expect(
      headings == [
        "Day by day", "Starts and stops by weekday", "Boosts and setbacks", "Weather and rooms",
        "Months and seasons", "Breaks of three days or more", "Longest pauses", "What is uncertain",
      ], "no section vanishes")
    #expect(all.filter { $0.name == "dt" }.count == 12)
    #expect(all.filter { $0.name == "dd" }.allSatisfy { !$0.text.isEmpty })
  }

  @Test(arguments: names)
  func `the picture is well-formed`(_ name: String) throws {
    let history = try #require(Self.histories[name])
    let all = try ParsedElement.all(
      in: SchedulePicture(Schedule(history), circuit: "a<b>&\"c\"\u{1}").svg)
    #expect(all.first?.name == "svg")
    #expect(all.first { $0.name == "title" }?.text.hasPrefix("a<b>&\"c\"") == true)
    #expect((all.first?.number("height") ?? 0) > 60)
  }

  @Test func `nothing is asked of any network, and nothing runs`() throws {
    let html = try page("school")
    for word in [
      "http:", "https:", "src=", "href", "@import", "<script", "<link", "<img", "onload",
    ] {
      #expect(!html.contains(word), "\(word)")
    }
    #expect(
      html.components(separatedBy: "url(").dropFirst().allSatisfy { $0.hasPrefix("#retouche-") })
    #expect(html.contains("default-src 'none'"))
    #expect(html.contains("@media screen and (prefers-color-scheme:dark)"))
    #expect(html.contains("@page{size:A4"))
  }

  @Test func `hostile names are text`() throws {
    let history = try #require(Self.histories["two days"])
    let hostile = "</title><script>alert(1)</script>&\"'\u{0}\u{202E}"
    let html = SchedulePage(Schedule(history), circuit: hostile, feed: hostile).html
    let all = try ParsedElement.all(in: html)
    #expect(!all.contains { $0.name == "script" })
    #expect(all.first { $0.name == "h1" }?.text.hasPrefix("</title><script>alert(1)") == true)
  }

  @Test func `the same history gives the same bytes`() throws {
    #expect(try page("school") == page("school"))
    #expect(try page("gaps") == page("gaps"))
  }

  @Test func `what is missing is said in its section`() throws {
    let bare = try page("without sensors")
    #expect(bare.contains("The circuit has no outdoor feed"))
    #expect(bare.contains("The circuit has no indoor feed"))
    #expect(try page("summer").contains("Heat was never on."))
    #expect(try page("untold").contains("Nothing is known of the state in this time."))
    #expect(try page("always on").contains("always on"))
  }

  @Test func `the carpet shows each state by its pattern, in cells that cover the window once`()
    throws
  {
    let start = Support.midnight(2021, 3, 26)
    let history = Support.history(
      from: start, days: 4, unknown: { $0.day == 1 && $0.isBetween(3, 5) },
      plan: { $0.isBetween(6, 18) ? 45 : nil })
    let all = try ParsedElement.all(
      in: SchedulePage(Schedule(history), circuit: "north", feed: "feed 1").html)
    var hours: [String: Double] = [:]
    for path in all where path.name == "path" {
      guard path.attributes["class"]?.hasPrefix("cells ") == true else { continue }
      let data = try #require(path.attributes["d"])
      // M left top H right V bottom H left z
      let heights = data.split(separator: "z").compactMap { cell -> Double? in
        let parts = cell.split { "MHV ".contains($0) }.compactMap { Double($0) }
        return parts.count == 5 ? parts[3] - parts[1] : nil
      }
      let name = String(path.attributes["class"]?.dropFirst(6) ?? "")
      hours[name, default: 0] += heights.reduce(0, +) / 8.5
    }
    // The 28th has 23 hours.
    #expect(abs((hours["normal"] ?? 0) - 48) < 0.1)
    #expect(abs((hours["unknown"] ?? 0) - 2) < 0.1)
    #expect(abs((hours["off"] ?? 0) - 45) < 0.2)
    let days = all.filter { $0.attributes["class"] == "hover" }
    #expect(days.count == 4)
    let titles = all.filter { $0.name == "title" }.map(\.text)
    #expect(
      titles.contains(
        "Sun 28 Mar 2021: 12.0 h on, first start 06:00, last stop 18:00, 5.0 °C outdoors"))
  }

  @Test func `years are drawn season under season, and stay small`() throws {
    let html = try page("hourly years")
    let texts = try ParsedElement.all(in: html).filter { $0.name == "text" }.map(\.text)
    for season in ["2018–19", "2019–20", "2020–21"] { #expect(texts.contains(season)) }
    #expect(html.utf8.count < 600_000)
  }
}
