internal import Feeds

/// A curve over the columns of a drawing: where it has points, and which of them a line joins.
struct Trace {
  /// What one column of the drawing holds; all finite.
  struct Point: Equatable {
    let column: Int
    let min: Double
    let max: Double
    let mean: Double
    let first: Double
    let last: Double
  }

  /// The columns that hold something, in order.
  private(set) var points: [Point] = []
  /// Ranges of `points` without a gap, in order; together they are all of `points`.
  private(set) var runs: [Range<Int>] = []

  /// - Parameters:
  ///   - curve: A curve of any number of columns. What is not finite is left out.
  ///   - columns: Columns of the drawing.
  ///   - span: Seconds that the drawing shows.
  init(_ curve: Curve, columns: Int, span: Int) {
    let source = curve.columns
    let count = source.length
    guard count > 0 && columns > 0 && span > 0 else { return }
    for index in 0..<count where source.isDrawn(index) {
      let target = min(columns - 1, (2 * index + 1) * columns / (2 * count))
      add(source, index, to: target)
    }
    let spacing = max(Double(curve.interval), Double(span) / Double(count))
    joinPoints(columnDuration: Double(span) / Double(columns), spacing: spacing)
  }

  private mutating func add(_ source: Columns, _ index: Int, to column: Int) {
    let mean = Double(source.mean[index])
    let (low, high) = source.range(index)
    func finite(_ value: Float) -> Double { value.isFinite ? Double(value) : mean }
    let first = finite(source.first[index])
    let last = finite(source.last[index])
    guard let point = points.last, point.column == column else {
      points.append(
        Point(column: column, min: low, max: high, mean: mean, first: first, last: last))
      weight = Double(source.count[index])
      return
    }
    let added = Double(source.count[index])
    weight += added
    points[points.count - 1] = Point(
      column: column, min: Swift.min(point.min, low), max: Swift.max(point.max, high),
      mean: point.mean + (mean - point.mean) * (added / weight), first: point.first, last: last)
  }

  /// Recorded values in the last column.
  private var weight = 0.0

  /// Finds the runs: columns without a point are a gap where they last as long as the spacing of points.
  private mutating func joinPoints(columnDuration: Double, spacing: Double) {
    var start = 0
    for index in points.indices.dropFirst() {
      let empty = points[index].column - points[index - 1].column - 1
      if empty > 0 && Double(empty) * columnDuration >= spacing {
        runs.append(start..<index)
        start = index
      }
    }
    if start < points.count { runs.append(start..<points.count) }
  }
}

extension Trace {
  /// The trace of the means alone.
  var means: Trace {
    var trace = self
    trace.points = points.map {
      Point(
        column: $0.column, min: $0.mean, max: $0.mean, mean: $0.mean, first: $0.mean, last: $0.mean)
    }
    return trace
  }

  /// What its columns take up together from their least to their greatest values, in heights of an
  /// axis.
  func extent(on scale: ValueScale) -> Double {
    points.reduce(0) { $0 + scale.fraction(of: $1.max) - scale.fraction(of: $1.min) }
  }
}

extension Columns {
  /// The number of columns: the length of the shortest array, should a caller have cut one.
  fileprivate var length: Int {
    [min.count, max.count, mean.count, first.count, last.count, count.count]
      .reduce(Int.max, Swift.min)
  }

  /// Whether a column holds something that can be drawn.
  fileprivate func isDrawn(_ index: Int) -> Bool { count[index] > 0 && mean[index].isFinite }

  /// The least and the greatest value of a column that is drawn; the mean for an infinite one.
  fileprivate func range(_ index: Int) -> (low: Double, high: Double) {
    let mean = Double(self.mean[index])
    let low = min[index].isFinite ? Swift.min(Double(min[index]), mean) : mean
    let high = max[index].isFinite ? Swift.max(Double(max[index]), mean) : mean
    return (low, high)
  }
}

extension Curve {
  /// The least and the greatest finite value; nil where there is none.
  var values: ClosedRange<Double>? {
    var values: ClosedRange<Double>?
    for index in 0..<columns.length where columns.isDrawn(index) {
      let (low, high) = columns.range(index)
      let known = values ?? low...high
      values = Swift.min(known.lowerBound, low)...Swift.max(known.upperBound, high)
    }
    return values
  }
}

extension Chart {
  /// The least and the greatest value of an axis; nil where there is none.
  func values(of axis: Axis) -> ClosedRange<Double>? {
    axis.curves.compactMap { curves[$0].values }.reduce(nil) { known, next in
      guard let known else { return next }
      return min(known.lowerBound, next.lowerBound)...max(known.upperBound, next.upperBound)
    }
  }

  /// `Mon 8 Mar 2021 00:00 – Mon 15 Mar 2021 00:00, Europe/Paris`.
  var period: String {
    "\(clock.text(at: window.lowerBound)) – \(clock.text(at: window.upperBound)), \(clock.zone)"
  }
}
