internal import Charts

/// The frame of points over the outdoor temperature, with its axes.
struct ScatterFrame {
  /// Values at the left and the right, at the foot and the top, and the marks between.
  struct Axis {
    let low: Double
    let high: Double
    let ticks: [ValueTick]

    init(_ scale: ValueScale) { (low, high, ticks) = (scale.low, scale.high, scale.ticks) }

    /// An axis that ends on marks of its own.
    init(_ values: [Int]) {
      let ticks = values.map { ValueTick(value: Double($0), label: "\($0)") }
      (low, high) = (ticks.first?.value ?? 0, ticks.last?.value ?? 1)
      self.ticks = ticks
    }
  }

  static let width = 516.0
  static let height = 362.0
  private static let (left, right, top, foot) = (46.0, 508.0, 78.0, 322.0)

  let x: Axis
  let y: Axis

  /// Where a point lies; what is outside the axes, at their end.
  func place(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
    func share(_ value: Double, _ axis: Axis) -> Double {
      min(max((value - axis.low) / (axis.high - axis.low), 0), 1)
    }
    return (
      Self.left + share(x, self.x) * (Self.right - Self.left),
      Self.foot - share(y, self.y) * (Self.foot - Self.top)
    )
  }

  /// The title, and the key below it.
  static func head(_ title: String, _ key: [Key.Item]) -> [String] {
    [SVGMark.text(title, x: 8, y: 14, class: "strong")] + Key.row(key, x: 8, y: 34)
  }

  /// Gridlines, labels, and what the axes stand for.
  func axes(_ horizontal: String, _ vertical: String) -> [String] {
    let n = SVGText.number
    let upright = x.ticks.flatMap { tick -> [String] in
      let x = place(tick.value, y.low).x
      return [
        SVGMark.path("grid", "M\(n(x.rounded() + 0.5)) \(n(Self.top))V\(n(Self.foot))"),
        SVGMark.text(tick.label, x: x, y: Self.foot + 18, class: "middle muted small"),
      ]
    }
    let level = y.ticks.flatMap { tick -> [String] in
      let y = place(x.low, tick.value).y
      return [
        SVGMark.path("grid", "M\(n(Self.left)) \(n(y.rounded() + 0.5))H\(n(Self.right))"),
        SVGMark.text(tick.label, x: Self.left - 8, y: y + 4.5, class: "end muted small"),
      ]
    }
    return upright + level + [
      SVGMark.path("axis", "M\(n(Self.left)) \(n(Self.foot + 0.5))H\(n(Self.right))"),
      SVGMark.text(horizontal, x: Self.right, y: Self.foot + 36, class: "end muted small"),
      SVGMark.text(vertical, x: 8, y: Self.top - 12, class: "muted small"),
    ]
  }

  /// Filled dots.
  func dots(_ points: [(x: Double, y: Double)]) -> String {
    let data = points.map { point in
      let (x, y) = place(point.x, point.y)
      return "M\(SVGText.number(x)) \(SVGText.number(y))h0"
    }.joined()
    return SVGMark.path("dots", data)
  }

  /// Open rings.
  func rings(_ points: [(x: Double, y: Double)]) -> String {
    let data = points.map { point in
      let (x, y) = place(point.x, point.y)
      return Self.ring(x, y)
    }.joined()
    return SVGMark.path("rings", data)
  }

  /// The path of a ring around a place.
  static func ring(_ x: Double, _ y: Double) -> String {
    "M\(SVGText.number(x - 3)) \(SVGText.number(y))a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z"
  }

  /// A line through points.
  func line(_ points: [(x: Double, y: Double)], class name: String = "line") -> String {
    let places = points.map { point in
      let (x, y) = place(point.x, point.y)
      return "\(SVGText.number(x)) \(SVGText.number(y))"
    }
    return SVGMark.path(name, "M" + places.joined(separator: "L"))
  }

  /// The key's items for dots, rings and a line.
  static func dot(_ text: String) -> Key.Item {
    (8, text, { SVGMark.path("dots", "M\(SVGText.number($0 + 4)) \(SVGText.number($1))h0") })
  }

  static func ring(_ text: String) -> Key.Item {
    (8, text, { SVGMark.path("rings", ring($0 + 4, $1)) })
  }
}
