/// The elements that a drawing is made of.
extension SVGDrawing {
  /// A coordinate as text.
  func n(_ value: Double) -> String { SVGText.number(value) }

  func path(_ name: String, _ data: String) -> String {
    "<path class=\"\(name)\" d=\"\(data)\"/>"
  }

  func rect(_ name: String, x: Double, y: Double, width: Double, height: Double) -> String {
    "<rect class=\"\(name)\" x=\"\(n(x))\" y=\"\(n(y))\" width=\"\(n(width))\" "
      + "height=\"\(n(height))\"/>"
  }

  func text(
    _ text: String, x: Double, y: Double, class name: String = "", limit: Double = .infinity
  ) -> String {
    let cut = limit.isFinite ? SVGText.truncated(text, limit) : text
    let attribute = name.isEmpty ? "" : " class=\"\(name)\""
    return "<text\(attribute) x=\"\(n(x))\" y=\"\(n(y))\">\(SVGText.escaped(cut))</text>"
  }
}
