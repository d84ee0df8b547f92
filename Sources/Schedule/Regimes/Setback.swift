/// A setback (*réduit*): heat is on, at a level clearly lower than the normal one at the same outdoor
/// temperature.
public struct Setback: Sendable, Hashable {
  /// Unix seconds, to the half-hour unless heat goes on or off there.
  public let start: Int
  public let end: Int
  /// Mean supply temperature, °C.
  public let level: Double

  /// Seconds that it lasts, pauses of up to an hour included.
  public var duration: Int { end - start }

  var times: Range<Int> { start..<end }
}
