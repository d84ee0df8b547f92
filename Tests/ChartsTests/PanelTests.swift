import Feeds
import Testing

@testable import Charts

struct PanelTests {
  private func curves(_ units: [String]) -> [Curve] {
    units.map { Curve(name: "feed", unit: $0, interval: 60) }
  }

  @Test func `curves of a unit share an axis, the third unit gets its own panel`() {
    let panels = Panel.panels(of: curves(["°C", "W", "°C", "%", "W", "lux"]))
    #expect(panels.map(\.left.unit) == ["°C", "%", "lux"])
    #expect(panels.map(\.left.curves) == [[0, 2], [3], [5]])
    #expect(panels[0].right?.curves == [1, 4])
    #expect(panels[1].right == nil)
  }

  @Test func `no curve, no panel`() {
    #expect(Panel.panels(of: []).isEmpty)
  }

  @Test func `heights use what there is and are never too small`() {
    #expect(Panel.heights(sharing: 12, among: 1, least: 3) == [12])
    #expect(Panel.heights(sharing: 20, among: 3, least: 3) == [10, 5, 5])
    #expect(Panel.heights(sharing: -4, among: 2, least: 3) == [3, 3])
    #expect(Panel.heights(sharing: 9, among: 0, least: 3) == [])
  }
}
