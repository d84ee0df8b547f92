/// A raster of dots, 2 by 4 to a character cell, written with the braille patterns of Unicode.
struct BrailleCanvas {
  /// Cells across and down.
  let width: Int
  let height: Int
  /// Bits of the dots in each cell, row by row.
  private var dots: [UInt8]
  /// The pen that drew last in each cell, row by row.
  private var pens: [Int]

  init(width: Int, height: Int) {
    self.width = width
    self.height = height
    dots = Array(repeating: 0, count: width * height)
    pens = Array(repeating: 0, count: width * height)
  }

  /// Draws a curve: the extent of each column, joined from a column's last value to the next one's
  /// first, so that no spike is lost.
  mutating func draw(_ trace: Trace, scale: ValueScale, pen: Int) {
    for run in trace.runs {
      var last: (x: Int, y: Int)?
      for point in trace.points[run] {
        let (low, high) = (row(of: point.min, scale), row(of: point.max, scale))
        drawUpright(x: point.column, from: high, to: low, pen: pen)
        let first = row(of: point.first, scale)
        if let last { drawLine(from: last, to: (point.column, first), pen: pen) }
        last = (point.column, row(of: point.last, scale))
      }
    }
  }

  /// What a row of cells shows, in stretches of one pen; a stretch of blanks has any pen.
  func row(_ row: Int) -> [(text: String, pen: Int)] {
    let cells = row * width..<(row + 1) * width
    return LaneColumns.runs(of: Array(pens[cells])).map { run in
      var text = String.UnicodeScalarView()
      for column in run.columns {
        let bits = dots[cells.lowerBound + column]
        text.append(bits == 0 ? " " : Unicode.Scalar(UInt16(0x2800) + UInt16(bits)) ?? " ")
      }
      return (String(text), run.value)
    }
  }

  /// The row of cells that shows a value.
  func cellRow(of value: Double, _ scale: ValueScale) -> Int { row(of: value, scale) / 4 }

  /// The row of dots, from the top, that shows a value.
  private func row(of value: Double, _ scale: ValueScale) -> Int {
    let last = 4 * height - 1
    return last - Int((scale.fraction(of: value) * Double(last)).rounded())
  }

  private mutating func drawUpright(x: Int, from top: Int, to bottom: Int, pen: Int) {
    for y in min(top, bottom)...max(top, bottom) { drawDot(x: x, y: y, pen: pen) }
  }

  /// A line of dots between two points, the ends included.
  private mutating func drawLine(from a: (x: Int, y: Int), to b: (x: Int, y: Int), pen: Int) {
    let steps = max(abs(b.x - a.x), abs(b.y - a.y), 1)
    for step in 0...steps {
      // Halves are rounded away from a, so that a line is the same whichever side it is seen from.
      let x = a.x + (2 * (b.x - a.x) * step + steps) / (2 * steps)
      let y = a.y + floorDivide(2 * (b.y - a.y) * step + steps, 2 * steps)
      drawDot(x: x, y: y, pen: pen)
    }
  }

  private mutating func drawDot(x: Int, y: Int, pen: Int) {
    let cell = y / 4 * width + x / 2
    guard dots.indices.contains(cell) else { return }
    dots[cell] |= Self.bits[x % 2][y % 4]
    pens[cell] = pen
  }

  /// The bit of each dot, by column and row. (Source: Unicode, Braille Patterns, U+2800.)
  private static let bits: [[UInt8]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]
}
