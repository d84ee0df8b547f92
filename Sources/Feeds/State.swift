/// What a state feed says at one of its points.
public enum State: UInt8, Sendable, Hashable, CaseIterable, Codable {
  case off = 0
  case on = 1
  case unknown = 2

  /// The state that a point stands for: NaN is unknown, at least a half is on, anything less off.
  public init(point: Float) {
    self = point.isNaN ? .unknown : (point >= 0.5 ? .on : .off)
  }

  /// The point written for this state: 1, 0 or NaN.
  public var point: Float {
    switch self {
    case .off: 0
    case .on: 1
    case .unknown: .nan
    }
  }

  /// `on`, `off` or `unknown`, as commands and files spell it.
  public var name: String {
    switch self {
    case .off: "off"
    case .on: "on"
    case .unknown: "unknown"
    }
  }

  /// The state of that name; nil for any other text.
  public init?(name: String) {
    guard let state = State.allCases.first(where: { $0.name == name }) else { return nil }
    self = state
  }
}

/// A maximal run of slots that hold one state.
public struct StateRun: Hashable, Sendable {
  /// The slots of the run; never empty.
  public let slots: Range<Int>
  public let state: State

  /// - Parameters:
  ///   - slots: The slots of the run.
  ///   - state: What they all hold.
  public init(slots: Range<Int>, state: State) {
    self.slots = slots
    self.state = state
  }
}
