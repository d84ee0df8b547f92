internal import Charts

/// A drawing of a report: what it shows in words, its size in pixels, and its elements.
struct Figure {
  /// A name for its parts, unlike that of any other figure.
  let name: String
  let title: String
  /// What it shows, for those who cannot see it.
  let summary: String
  let width: Double
  let height: Double
  let marks: [String]

  /// The figure as an element of a page.
  var svg: String {
    let size = "viewBox=\"0 0 \(SVGText.number(width)) \(SVGText.number(height))\""
    let label = "role=\"img\" aria-labelledby=\"\(name)-title \(name)-desc\""
    // Not wider than drawn, so that texts keep their size.
    return """
      <svg \(size) style="max-width:\(SVGText.number(width))px" \(label)>
      <title id="\(name)-title">\(SVGText.escaped(title))</title>
      <desc id="\(name)-desc">\(SVGText.escaped(summary))</desc>
      \(marks.joined(separator: "\n"))
      </svg>
      """
  }

  /// The figure's elements moved down, as part of a larger drawing.
  func group(at y: Double) -> String {
    """
    <g transform="translate(0 \(SVGText.number(y)))">
    \(marks.joined(separator: "\n"))
    </g>
    """
  }
}
