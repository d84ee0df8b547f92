/// How the height of a picture is divided; all in pixels.
struct SVGRows {
  static let laneHeight = 18
  /// From the top of a lane to the top of the next: room for the rule of what was set by hand.
  static let lanePitch = 30
  static let keyPitch = 20
  /// Between two panels: room for a unit.
  private static let panelGap = 34

  /// Where the drawing below the header begins.
  let top: Int
  /// Each panel's.
  let panels: [(top: Int, height: Int)]
  /// The top of the first lane.
  let laneTop: Int
  /// Where the time axis runs.
  let foot: Int
  /// Height of the picture.
  let height: Int

  /// - Parameters:
  ///   - chart: The chart.
  ///   - panelCount: How many panels its curves take.
  ///   - width: Width of the picture.
  ///   - height: Height wanted; the picture is higher where the panels need it.
  init(_ chart: Chart, panelCount: Int, width: Int, height: Int) {
    let top = chart.title == nil ? 60 : 84
    let laneRoom = chart.lanes.isEmpty ? 0 : chart.lanes.count * Self.lanePitch + 4
    let axisRoom = 46 + Self.keyLines(chart, width: width) * Self.keyPitch
    let room = height - top - laneRoom - axisRoom - Self.panelGap * max(0, panelCount - 1)
    var y = top
    panels = Panel.heights(sharing: room, among: panelCount, least: 54).map { height in
      defer { y += height + Self.panelGap }
      return (y, height)
    }
    let bottom = panels.last.map { $0.top + $0.height } ?? top
    self.top = panels.isEmpty ? top + 14 : top
    laneTop = bottom + 14
    foot = chart.lanes.isEmpty ? bottom : laneTop + laneRoom - 16
    self.height = foot + axisRoom
  }

  /// Lines that the key may need: what it holds is known only once all else has its place.
  private static func keyLines(_ chart: Chart, width: Int) -> Int {
    guard !chart.lanes.isEmpty else { return chart.curves.isEmpty ? 0 : 1 }
    return SVGDrawing.placedKey(SVGDrawing.keyItems(nil), width: width).last.map { $0.line + 1 }
      ?? 0
  }
}
