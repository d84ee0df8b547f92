import Testing

@testable import Charts

struct ChartTests {
  @Test func `a window is cut to the years that can be drawn`() {
    #expect(Chart(window: .min ..< .max).window == Chart.drawable)
    #expect(Chart(window: .max - 1 ..< .max).window.isEmpty)
    #expect(Chart.drawable.lowerBound == CivilDate(year: 1, month: 1, day: 1).dayNumber * 86_400)
    #expect(
      Chart.drawable.upperBound == CivilDate(year: 10_000, month: 1, day: 1).dayNumber * 86_400)
  }

  @Test func `the period is told in local time, with its zone`() {
    let from = Support.winter(2021, 3, 27)
    let chart = Chart(window: from..<from + 2 * 86_400, clock: Support.paris)
    #expect(chart.period == "Sat 27 Mar 2021 00:00 – Mon 29 Mar 2021 01:00, Europe/Paris")
  }
}
