/// The elements that drawings are made of, as text.
package enum SVGMark {
  /// A path of a class.
  package static func path(_ name: String, _ data: String) -> String {
    "<path class=\"\(name)\" d=\"\(data)\"/>"
  }

  /// A rectangle of a class.
  package static func rect(
    _ name: String, x: Double, y: Double, width: Double, height: Double
  ) -> String {
    "<rect class=\"\(name)\" x=\"\(n(x))\" y=\"\(n(y))\" width=\"\(n(width))\" "
      + "height=\"\(n(height))\"/>"
  }

  /// A text, cut where it would be wider than some pixels.
  package static func text(
    _ text: String, x: Double, y: Double, class name: String = "", limit: Double = .infinity
  ) -> String {
    let cut = limit.isFinite ? SVGText.truncated(text, limit) : text
    let attribute = name.isEmpty ? "" : " class=\"\(name)\""
    return "<text\(attribute) x=\"\(n(x))\" y=\"\(n(y))\">\(SVGText.escaped(cut))</text>"
  }

  private static func n(_ value: Double) -> String { SVGText.number(value) }
}
