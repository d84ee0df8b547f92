/// Text as an SVG document holds it.
package enum SVGText {
  package static let fontSize = 13.0
  /// Room for the sample of a line before a name.
  static let sampleWidth = 20.0

  /// An estimate of a text's width, on the large side for common fonts.
  package static func width(_ text: String, size: Double = fontSize) -> Double {
    Double(CellText.width(text)) * size * 0.56
  }

  /// A text cut with an ellipsis where it would be wider than some pixels.
  package static func truncated(_ text: String, _ width: Double) -> String {
    CellText.truncated(text, max(1, Int(width / (fontSize * 0.56) + 1e-6)))
  }

  /// A text that may stand in XML, in an element or an attribute.
  ///
  /// Characters that XML 1.0 forbids even when escaped become U+FFFD.
  package static func escaped(_ text: String) -> String {
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
  package static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    let whole = "\(tenths < 0 ? "-" : "")\(tenths.magnitude / 10)"
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(whole).\(tenths.magnitude % 10)"
  }
}
