/// Which states a stretch of a state feed holds; empty where it has no point.
public struct StateSet: OptionSet, Sendable, Hashable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// - Parameter state: The only state in the set.
  public init(_ state: State) { self.init(rawValue: 1 << state.rawValue) }

  public static let off = StateSet(.off)
  public static let on = StateSet(.on)
  public static let unknown = StateSet(.unknown)

  /// Whether it holds both on and off, so that neither alone would be the truth.
  public var isMixed: Bool { isSuperset(of: [.on, .off]) }
}

extension StateSet: PointReduction {
  mutating func add(_ points: UnsafeBufferPointer<Float>) {
    var (off, on, unknown): (UInt32, UInt32, UInt32) = (0, 0, 0)
    for point in points {
      off |= point < 0.5 ? 1 : 0
      on |= point >= 0.5 ? 1 : 0
      unknown |= point != point ? 1 : 0
    }
    if off > 0 { insert(.off) }
    if on > 0 { insert(.on) }
    if unknown > 0 { insert(.unknown) }
  }
}

/// A state feed reduced to columns of equal duration, cut as those of ``Columns`` are.
public struct StateColumns: Sendable, Hashable {
  /// The states that each column holds.
  public var states: [StateSet]

  /// Columns without a point.
  ///
  /// - Parameter columns: The number of columns.
  public init(count columns: Int) {
    states = Array(repeating: [], count: columns)
  }
}
