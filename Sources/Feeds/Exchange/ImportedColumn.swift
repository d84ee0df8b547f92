/// A column of a file of another format, as the feed that it makes.
public struct ImportedColumn: Sendable, Hashable {
  /// The column's name in the file.
  public let name: String
  /// Time of the first point, Unix seconds, a multiple of the interval; 0 where there is none.
  public let start: Int
  /// Seconds between two points.
  public let interval: Int
  /// The points, NaN where nothing was recorded.
  public let points: [Float]

  /// - Parameters:
  ///   - name: The column's name.
  ///   - start: Time of the first point.
  ///   - interval: Seconds between two points, at least 1.
  ///   - points: The points.
  public init(name: String, start: Int, interval: Int, points: [Float]) {
    self.name = name
    self.start = start
    self.interval = interval
    self.points = points
  }

  /// The instants of the points.
  public var timeline: Timeline {
    Timeline(start: start, interval: interval, count: points.count)
  }
}
