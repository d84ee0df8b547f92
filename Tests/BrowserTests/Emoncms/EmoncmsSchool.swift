import Emoncms
import Feeds

/// The curves of ``StudioSchool`` as feeds of an Emoncms, with a state feed.
struct EmoncmsSchool: Sendable {
  let emoncms: TriedEmoncms
  let timeline: Timeline
  let tag: String
  let supply, indoor, outdoor, state: Int

  /// - Parameters:
  ///   - emoncms: Where.
  ///   - days: How many.
  ///   - isSet: Whether the state is on from half past six each day, else off throughout.
  /// - Throws: `EmoncmsError` when a feed cannot be made.
  init(_ emoncms: TriedEmoncms, days: Int = 10, isSet: Bool = true) throws {
    self.emoncms = emoncms
    let timeline = Timeline(
      start: StudioSchool.start, interval: StudioSchool.interval, count: days * 288)
    self.timeline = timeline
    // No two schools share the name of a feed.
    let tag = "\(TriedModule.stamp) \(UInt32.random(in: .min ... .max))"
    self.tag = tag
    let installation = try emoncms.installation
    func make(_ name: String, _ unit: String, _ point: (Int) -> Float) throws -> Int {
      let feed = try NewFeed(
        name: name, tag: tag, unit: unit, timeline: timeline)
      return try (0..<timeline.count).map(point).withUnsafeBufferPointer {
        try installation.create(feed, points: $0)
      }
    }
    supply = try make("supply", "°C", StudioSchool.supply)
    indoor = try make("classroom", "°C", StudioSchool.indoor)
    outdoor = try make("outdoor", "°C", StudioSchool.outdoor)
    state = try make("north_state", "") { isSet && (78..<216).contains($0 % 288) ? 1 : 0 }
  }

  /// The part of an address that names the feeds.
  var options: String { "state=\(state)&supply=\(supply)&indoor=\(indoor)&outdoor=\(outdoor)" }

  /// The states as the feed's file has them.
  func states() throws -> [State] { try emoncms.states(of: state) }

  /// The points of the state feed, as bits.
  func bits() throws -> [UInt32] { try emoncms.bits(of: state) }

  /// The states with a period set.
  func setting(_ states: [State], _ times: Range<Int>, to state: State) -> [State] {
    var states = states
    for slot in timeline.slots(in: times) { states[slot] = state }
    return states
  }
}
