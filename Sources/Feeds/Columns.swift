/// A feed reduced to columns of equal duration, such as the columns of pixels of a chart.
///
/// All arrays are as long as there are columns. Column `c` of `n` over `[from, to)` covers the points
/// whose times lie in `[from + c * (to - from) / n, from + (c + 1) * (to - from) / n)`. Where it holds
/// no recorded point, `count` is 0 and the others are NaN.
public struct Columns: Sendable, Equatable {
  /// Least recorded value of each column.
  public var min: [Float]
  /// Greatest recorded value of each column.
  public var max: [Float]
  /// Mean of the recorded values of each column.
  public var mean: [Float]
  /// First recorded value of each column.
  public var first: [Float]
  /// Last recorded value of each column.
  public var last: [Float]
  /// Number of recorded values in each column.
  public var count: [Int32]

  /// Columns in which nothing is recorded.
  ///
  /// - Parameter columns: The number of columns.
  public init(count columns: Int) {
    min = Array(repeating: .nan, count: columns)
    max = min
    mean = min
    first = min
    last = min
    count = Array(repeating: 0, count: columns)
  }
}
