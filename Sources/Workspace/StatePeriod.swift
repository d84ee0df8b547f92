public import Feeds

/// A state over some time.
public struct StatePeriod: Sendable, Hashable {
  /// The instants, `[from, to)`, Unix seconds.
  public var times: Range<Int>
  public var state: State

  /// - Parameters:
  ///   - times: The instants, `[from, to)`, Unix seconds.
  ///   - state: The state of every point whose time lies there.
  public init(times: Range<Int>, state: State) {
    self.times = times
    self.state = state
  }
}
