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

/// How the width of a picture is divided; all in pixels.
struct SVGFrame {
  /// Where the plot begins.
  let left: Int
  /// Width of the plot.
  let plot: Int
  /// Where names begin, right of the plot and of its right axis.
  let names: Int
  /// Room for a name with its sample.
  let nameWidth: Int

  /// - Parameters:
  ///   - chart: The chart; of its curves only their names and units count.
  ///   - width: Width of the picture.
  ///   - labels: Widths of the widest labels of the left and of the right axes.
  init(_ chart: Chart, width: Int, labels: (left: Double, right: Double)) {
    left = chart.curves.isEmpty ? 20 : max(54, Int(labels.left.rounded(.up)) + 20)
    let hasRight = Panel.panels(of: chart.curves).contains { $0.right != nil }
    let right = hasRight ? max(44, Int(labels.right.rounded(.up)) + 18) : 0
    let widest =
      (chart.curves.map(\.name) + chart.lanes.map(\.name))
      .map { SVGText.width($0) + SVGText.sampleWidth }.max() ?? 0
    nameWidth = min(Int(widest.rounded(.up)), max(90, width / 5))
    plot = max(100, width - left - right - nameWidth - 24)
    names = left + plot + right + 10
  }
}

/// Text as an SVG document holds it.
enum SVGText {
  static let fontSize = 13.0
  /// Room for the sample of a line before a name.
  static let sampleWidth = 20.0

  /// An estimate of a text's width, on the large side for common fonts.
  static func width(_ text: String, size: Double = fontSize) -> Double {
    Double(CellText.width(text)) * size * 0.56
  }

  /// A text cut with an ellipsis where it would be wider than some pixels.
  static func truncated(_ text: String, _ width: Double) -> String {
    CellText.truncated(text, max(1, Int(width / (fontSize * 0.56) + 1e-6)))
  }

  /// A text that may stand in XML, in an element or an attribute.
  ///
  /// Characters that XML 1.0 forbids even when escaped become U+FFFD.
  static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
      case "\t", "\n", "\r": result.append(" ")
      case "\u{00}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": result.append("\u{FFFD}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// A coordinate to a tenth of a pixel, as short as it can be.
  static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    let whole = "\(tenths < 0 ? "-" : "")\(tenths.magnitude / 10)"
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(whole).\(tenths.magnitude % 10)"
  }
}
