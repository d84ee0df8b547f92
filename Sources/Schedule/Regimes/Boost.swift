/// A boost (*relance*): the start of a heating period, clearly hotter than what follows.
public struct Boost: Sendable, Hashable {
  /// From the start of the heating to where the supply has come down half of the way, Unix seconds.
  public let start: Int
  public let end: Int
  /// Median supply temperature from ten minutes after its start on, °C.
  public let level: Double
  /// How much hotter that is than what follows, K; where heat went off after it, than the normal
  /// level at the same outdoor temperature.
  public let excess: Double

  /// Seconds that it lasts.
  public var duration: Int { end - start }

  var times: Range<Int> { start..<end }
}
