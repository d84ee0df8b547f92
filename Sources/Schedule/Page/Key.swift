internal import Charts

/// The key of a figure: symbols and what they stand for, in a row.
enum Key {
  /// A symbol, drawn from its left edge and its middle, and the words after it.
  typealias Item = (width: Double, text: String, draw: (_ x: Double, _ y: Double) -> String)

  /// The patch of a class.
  static func patch(_ name: String, _ text: String) -> Item {
    (
      18, text,
      { SVGMark.rect(name, x: $0, y: $1 - 5.5, width: 18, height: 11) }
    )
  }

  /// Items in a row.
  ///
  /// - Parameters:
  ///   - items: The items, from the left.
  ///   - x: Where the first one begins.
  ///   - y: The middle of the row.
  /// - Returns: Their elements.
  static func row(_ items: [Item], x: Double, y: Double) -> [String] {
    var x = x
    return items.flatMap { item -> [String] in
      defer { x += item.width + 6 + SVGText.width(item.text, size: 12) + 18 }
      return [
        item.draw(x, y),
        SVGMark.text(item.text, x: x + item.width + 6, y: y + 4.5, class: "muted small"),
      ]
    }
  }
}
