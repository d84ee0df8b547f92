internal import Feeds

/// Draws charts with the characters of a terminal: curves in braille dots, states in blocks.
public struct TerminalRenderer: Sendable {
  /// Cells across: every line takes exactly so many.
  public let width: Int
  /// Lines that a chart with curves takes, unless its legend, panels and lanes need more.
  public let height: Int
  /// Whether the text may hold the codes for colours.
  public let color: Bool

  /// - Parameters:
  ///   - width: Cells across, from 40 to 1000; what lies outside is brought inside.
  ///   - height: Lines, from 10 to 1000; what lies outside is brought inside.
  ///   - color: Whether the text may hold the codes for colours.
  public init(width: Int = 80, height: Int = 24, color: Bool = false) {
    self.width = min(max(width, 40), 1_000)
    self.height = min(max(height, 10), 1_000)
    self.color = color
  }

  /// How many columns a curve of a chart should have: two to each cell of the plot.
  ///
  /// - Parameter chart: The chart; of its curves only their units count.
  /// - Returns: The number of columns, at least 16.
  public func columns(for chart: Chart) -> Int {
    2 * TerminalFrame(chart, width: width, labels: (0, 0)).plot
  }

  /// Draws a chart.
  ///
  /// - Parameter chart: What to draw.
  /// - Returns: Lines of exactly ``width`` cells, each with an end of line.
  public func render(_ chart: Chart) -> String {
    TerminalDrawing(chart, width: width, height: height).lines
      .map { $0.text(width: width, color: color) + "\n" }.joined()
  }
}

/// How a line of the terminal is divided.
struct TerminalFrame {
  /// Cells before the left border.
  let gutter: Int
  /// Cells of the plot, between the left border and the column of curve letters.
  let plot: Int
  /// Cells of the right axis with its border; 0 without one.
  let right: Int

  /// - Parameters:
  ///   - chart: The chart; of its curves only their units count.
  ///   - width: Cells of a line.
  ///   - labels: Cells that the labels of the left and of the right axes need.
  init(_ chart: Chart, width: Int, labels: (left: Int, right: Int)) {
    let names = chart.lanes.map { CellText.width(CellText.printable($0.name)) }.max() ?? 0
    gutter = max(6, labels.left, min(names, 12)) + 1
    let hasRight = Panel.panels(of: chart.curves).contains { $0.right != nil }
    right = hasRight ? 2 + max(6, labels.right) : 0
    plot = max(8, width - gutter - 1 - (chart.curves.isEmpty ? 0 : 2) - right)
  }
}
