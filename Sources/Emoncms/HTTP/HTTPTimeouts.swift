/// How long a server may take.
public struct HTTPTimeouts: Sendable, Hashable {
  /// Seconds until a connection stands.
  public var connecting: Int
  /// Seconds without a byte in either direction.
  public var stalled: Int
  /// Milliseconds before a question that is safe to repeat is asked again, for each time it is.
  public var retries: [Int]

  /// - Parameters:
  ///   - connecting: Seconds until a connection stands.
  ///   - stalled: Seconds without a byte in either direction.
  ///   - retries: Milliseconds before each repetition of a question that is safe to repeat.
  public init(connecting: Int = 10, stalled: Int = 60, retries: [Int] = [200, 800]) {
    self.connecting = connecting
    self.stalled = stalled
    self.retries = retries
  }
}
