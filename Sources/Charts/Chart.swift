public import Feeds

/// What is drawn: curves and states over one window of time, told once for every renderer.
public struct Chart: Sendable {
  /// The instants that a chart can show: the years 1 to 9999.
  public static let drawable = -62_135_596_800..<253_402_300_800

  /// Printed above the drawing; nil for none.
  public var title: String?
  /// The time shown, `[from, to)` in Unix seconds, within ``drawable``; it may be empty.
  public let window: Range<Int>
  /// The curves, in the order of the legend.
  public var curves: [Curve]
  /// The states, one lane each, in the order drawn.
  public var lanes: [Lane]
  /// Tells local time.
  public var clock: LocalClock

  /// - Parameters:
  ///   - title: Printed above the drawing; nil for none.
  ///   - window: The time shown, `[from, to)` in Unix seconds; cut to ``drawable``.
  ///   - curves: The curves, in the order of the legend.
  ///   - lanes: The states, in the order drawn.
  ///   - clock: Tells local time.
  public init(
    title: String? = nil, window: Range<Int>, curves: [Curve] = [], lanes: [Lane] = [],
    clock: LocalClock = .utc
  ) {
    self.title = title
    self.window = window.clamped(to: Self.drawable)
    self.curves = curves
    self.lanes = lanes
    self.clock = clock
  }
}

/// One feed of a chart, reduced to columns over the chart's window.
public struct Curve: Sendable {
  public var name: String
  /// The unit of its values, such as `°C`; curves of one unit share an axis. May be empty.
  public var unit: String
  /// Seconds between two points of the feed, which tells a gap from points wider apart than columns;
  /// 0 when unknown, and then every column without a point is a gap.
  public var interval: Int
  /// The feed over the chart's window. Any number of columns is drawn; the renderer's `columns(for:)`
  /// is the number that loses nothing.
  public var columns: Columns

  /// - Parameters:
  ///   - name: The feed's name.
  ///   - unit: The unit of its values; may be empty.
  ///   - interval: Seconds between two points of the feed, 0 when unknown.
  ///   - columns: The feed over the chart's window; none yet, to ask a renderer how many it wants.
  public init(name: String, unit: String, interval: Int, columns: Columns = Columns(count: 0)) {
    self.name = name
    self.unit = unit
    self.interval = interval
    self.columns = columns
  }
}

/// The states of one feed, as exact runs.
public struct Lane: Sendable {
  public var name: String
  /// The runs, which do not overlap; where there is none, nothing is drawn.
  public var segments: [LaneSegment]

  /// - Parameters:
  ///   - name: The state feed's name.
  ///   - segments: Its runs, which do not overlap.
  public init(name: String, segments: [LaneSegment]) {
    self.name = name
    self.segments = segments
  }
}

/// A run of one state, `[start, end)` in Unix seconds.
public struct LaneSegment: Sendable, Hashable {
  public var start: Int
  public var end: Int
  public var state: State
  /// Where the state came from: `initial`, `inferred`, `hand` or `imported`; nil when unknown.
  /// `hand` is drawn apart from the others.
  public var provenance: String?
  /// How sure the state is, 0 to 1; nil when nobody said.
  public var confidence: Float?

  /// - Parameters:
  ///   - start: First instant, Unix seconds.
  ///   - end: First instant after it, Unix seconds; a segment that ends before it starts is not drawn.
  ///   - state: The state held.
  ///   - provenance: Where it came from: `initial`, `inferred`, `hand` or `imported`.
  ///   - confidence: How sure it is, 0 to 1.
  public init(
    start: Int, end: Int, state: State, provenance: String? = nil, confidence: Float? = nil
  ) {
    self.start = start
    self.end = end
    self.state = state
    self.provenance = provenance
    self.confidence = confidence
  }

  /// Whether a person set it.
  var isByHand: Bool { provenance == "hand" }
}
