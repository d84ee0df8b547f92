internal import Feeds

/// Draws charts as self-contained SVG documents, without scripts or fonts of their own.
///
/// The same chart always gives the same bytes. The colours follow the reader's light or dark setting.
public struct SVGRenderer: Sendable {
  /// Width of the picture, in CSS pixels.
  public let width: Int
  /// Height of the picture, in CSS pixels, unless its panels and lanes need more.
  public let height: Int

  /// - Parameters:
  ///   - width: CSS pixels, from 320 to 10 000; what lies outside is brought inside.
  ///   - height: CSS pixels, from 160 to 10 000; what lies outside is brought inside.
  public init(width: Int = 900, height: Int = 420) {
    self.width = min(max(width, 320), 10_000)
    self.height = min(max(height, 160), 10_000)
  }

  /// How many columns a curve of a chart should have: one to each pixel of the plot.
  ///
  /// - Parameter chart: The chart; of its curves only their names and units count.
  /// - Returns: The number of columns, at least 100.
  public func columns(for chart: Chart) -> Int {
    SVGFrame(chart, width: width, labels: (0, 0)).plot
  }

  /// Draws a chart.
  ///
  /// - Parameter chart: What to draw.
  /// - Returns: An SVG document.
  public func render(_ chart: Chart) -> String {
    SVGDrawing(chart, width: width, height: height).document
  }
}
