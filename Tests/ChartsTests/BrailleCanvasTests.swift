import Testing

@testable import Charts

struct BrailleCanvasTests {
  private func drawing(_ values: [Float], width: Int, height: Int) -> [String] {
    var canvas = BrailleCanvas(width: width, height: height)
    let curve = Support.curve(values)
    let scale = ValueScale(covering: curve.values, maximumTicks: 3)
    canvas.draw(Trace(curve, columns: 2 * width, span: 100), scale: scale, pen: 0)
    return (0..<height).map { canvas.row($0).map(\.text).joined() }
  }

  @Test func `a constant is a level line`() {
    #expect(drawing([20, 20, 20, 20], width: 2, height: 1) == ["⠒⠒"])
  }

  @Test func `a gap leaves its cells empty`() {
    let nan = Float.nan
    #expect(drawing([20, 20, nan, nan, 20, 20], width: 3, height: 1) == ["⠒ ⠒"])
  }

  @Test func `a rise is joined from foot to top`() {
    #expect(drawing([-1, -1, 1, 1], width: 2, height: 2) == [" ⡏", "⣸ "])
  }

  @Test func `one point is one dot`() {
    #expect(drawing([5], width: 1, height: 1).joined().count == 1)
  }
}
