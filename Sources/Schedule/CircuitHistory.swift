public import Charts

/// What is known of a circuit over some time: its state, and its temperatures on one grid.
public struct CircuitHistory: Sendable {
  /// The time that is told of, `[from, to)` in Unix seconds.
  public var window: Range<Int>
  /// The state: segments in order, without overlap, within the window. Where there is none, the
  /// state is unknown.
  public var segments: [LaneSegment]
  /// Where the state is in doubt: segments, and parts of segments, in order and without overlap.
  public var doubtful: [LaneSegment]
  /// Time of the first temperature, Unix seconds.
  public var start: Int
  /// Seconds between two temperatures, at least 1.
  public var interval: Int
  /// Supply temperatures, °C, NaN where nothing was recorded.
  public var supply: [Float]
  /// Mean room temperatures, °C, as many as of the supply; nil where no room is measured.
  public var indoor: [Float]?
  /// Outdoor temperatures, °C, as many as of the supply; nil where they are not measured.
  public var outdoor: [Float]?
  /// Tells local time.
  public var clock: LocalClock

  /// - Parameters:
  ///   - window: The time that is told of, `[from, to)` in Unix seconds.
  ///   - segments: The state, in order and without overlap; it is cut to the window.
  ///   - doubtful: Where it is in doubt, in order and without overlap.
  ///   - start: Time of the first temperature, Unix seconds.
  ///   - interval: Seconds between two temperatures.
  ///   - supply: Supply temperatures, °C.
  ///   - indoor: Room temperatures, °C, as many, one array a sensor; the mean of those that have one at
  ///     an instant is what the room has.
  ///   - outdoor: Outdoor temperatures, °C, as many.
  ///   - clock: Tells local time.
  public init(
    window: Range<Int>, segments: [LaneSegment], doubtful: [LaneSegment] = [], start: Int,
    interval: Int, supply: [Float], indoor: [[Float]] = [], outdoor: [Float]? = nil,
    clock: LocalClock
  ) {
    self.window = window.clamped(to: Chart.drawable)
    self.segments = segments
    self.doubtful = doubtful
    self.start = start
    self.interval = max(1, interval)
    self.supply = supply
    self.indoor = indoor.isEmpty ? nil : Self.mean(of: indoor, count: supply.count)
    self.outdoor = outdoor.map { $0.fitted(to: supply.count) }
    self.clock = clock
  }

  private static func mean(of sensors: [[Float]], count: Int) -> [Float] {
    var sums = [Float](repeating: 0, count: count)
    var counts = [Float](repeating: 0, count: count)
    for sensor in sensors {
      for index in 0..<min(count, sensor.count) where sensor[index].isFinite {
        sums[index] += sensor[index]
        counts[index] += 1
      }
    }
    for index in sums.indices {
      sums[index] = counts[index] > 0 ? sums[index] / counts[index] : .nan
    }
    return sums
  }
}

extension [Float] {
  /// As many values as asked for: cut, or with NaN added.
  fileprivate func fitted(to count: Int) -> [Float] {
    Array(prefix(count)) + Array(repeating: .nan, count: Swift.max(0, count - self.count))
  }
}
