internal import Charts

/// The supply's level in each regime: the range of four fifths of its time, and the median.
struct LevelFigure {
  private let schedule: Schedule
  private static let (left, right, top, pitch) = (92.0, 980.0, 24.0, 34.0)

  init(_ schedule: Schedule) { self.schedule = schedule }

  private var rows: [(name: String, regime: HeatRegime, level: RegimeLevel)] {
    HeatRegime.allCases.compactMap { regime in
      schedule.levels[regime].map { (regime.rawValue, regime, $0) }
    }
  }

  /// Nil where heat was never on.
  var figure: Figure? {
    guard let low = rows.map(\.level.low).min(), let high = rows.map(\.level.high).max() else {
      return nil
    }
    let axis = ScatterFrame.Axis(ValueScale(covering: low...high, maximumTicks: 10))
    let foot = Self.top + Double(rows.count) * Self.pitch
    func x(_ value: Double) -> Double {
      Self.left + (value - axis.low) / (axis.high - axis.low) * (Self.right - Self.left)
    }
    let grid = axis.ticks.flatMap { tick -> [String] in
      [
        SVGMark.path(
          "grid",
          "M\(SVGText.number(x(tick.value).rounded() + 0.5)) \(SVGText.number(Self.top))V\(SVGText.number(foot))"
        ),
        SVGMark.text(tick.label, x: x(tick.value), y: foot + 18, class: "middle muted small"),
      ]
    }
    let marks = rows.enumerated().flatMap { index, row -> [String] in
      let middle = Self.top + (Double(index) + 0.5) * Self.pitch
      let median = x(row.level.median)
      return [
        SVGMark.text(row.name, x: Self.left - 12, y: middle + 4.5, class: "end"),
        SVGMark.rect(
          row.regime.rawValue, x: x(row.level.low), y: middle - 8,
          width: max(2, x(row.level.high) - x(row.level.low)), height: 16),
        SVGMark.rect("mark", x: median - 1.5, y: middle - 12, width: 3, height: 24),
        SVGMark.text(
          Quantity.celsius(row.level.median), x: x(row.level.high) + 8, y: middle + 4.5,
          class: "strong"),
      ]
    }
    return Figure(
      name: "levels", title: "Supply temperature in each regime",
      summary: rows.map { row in
        "\(row.name): median \(Quantity.celsius(row.level.median)), four fifths of the time from "
          + "\(Quantity.celsius(row.level.low)) to \(Quantity.celsius(row.level.high))"
      }.joined(separator: ". ") + ".",
      width: 1_060, height: foot + 26,
      marks: grid + marks + [SVGMark.text("supply, °C", x: 8, y: 12, class: "muted small")])
  }
}
