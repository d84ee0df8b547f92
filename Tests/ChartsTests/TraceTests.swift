import Feeds
import Testing

@testable import Charts

struct TraceTests {
  private let nan = Float.nan

  @Test func `an empty column is a gap where points are closer than columns`() {
    let trace = Trace(Support.curve([1, 2, nan, 3]), columns: 4, span: 400)
    #expect(trace.runs == [0..<2, 2..<3])
    #expect(trace.points.map(\.column) == [0, 1, 3])
  }

  @Test func `columns between two points of the feed are no gap`() {
    var curve = Support.curve([1, nan, nan, 2, nan, nan, nan, nan, nan, 4])
    curve.interval = 300
    let trace = Trace(curve, columns: 10, span: 1_000)
    #expect(trace.runs == [0..<2, 2..<3])
  }

  @Test func `what is not finite is left out`() {
    var columns = Support.columns([1, .infinity, 3])
    columns.max[2] = .infinity
    let curve = Curve(name: "", unit: "", interval: 0, columns: columns)
    let trace = Trace(curve, columns: 3, span: 3)
    #expect(trace.points.map(\.column) == [0, 2])
    #expect(trace.points[1].max == 3)
    #expect(curve.values == 1...3)
    #expect(Support.curve([nan, .infinity]).values == nil)
  }

  @Test func `more columns than the drawing has are merged, none lost`() {
    let trace = Trace(Support.curve([1, 9, 3, 4, 5, 6]), columns: 2, span: 60)
    #expect(trace.points.map(\.min) == [1, 4])
    #expect(trace.points.map(\.max) == [9, 6])
    #expect(trace.points.map(\.first) == [1, 4])
    #expect(trace.points.map(\.last) == [3, 6])
    #expect(abs(trace.points[0].mean - 13.0 / 3) < 1e-9)
  }

  @Test func `fewer columns than the drawing has are still joined, their gaps kept`() {
    let trace = Trace(Support.curve([1, 2, nan, 4]), columns: 16, span: 160)
    #expect(trace.points.map(\.column) == [2, 6, 14])
    #expect(trace.runs == [0..<2, 2..<3])
  }

  @Test func `arrays of unequal length are read to the shortest`() {
    var curve = Support.curve([1, 2, 3])
    curve.columns.max.removeLast()
    #expect(Trace(curve, columns: 2, span: 2).points.count == 2)
    #expect(Trace(curve, columns: 2, span: 0).points.isEmpty)
    #expect(Trace(Support.curve([]), columns: 2, span: 2).runs.isEmpty)
  }
}
