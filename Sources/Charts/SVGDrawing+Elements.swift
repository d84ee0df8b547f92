/// The elements that a drawing is made of.
extension SVGDrawing {
  /// A coordinate as text.
  func n(_ value: Double) -> String { SVGText.number(value) }

  func path(_ name: String, _ data: String) -> String { SVGMark.path(name, data) }

  func rect(_ name: String, x: Double, y: Double, width: Double, height: Double) -> String {
    SVGMark.rect(name, x: x, y: y, width: width, height: height)
  }

  func text(
    _ text: String, x: Double, y: Double, class name: String = "", limit: Double = .infinity
  ) -> String {
    SVGMark.text(text, x: x, y: y, class: name, limit: limit)
  }
}
