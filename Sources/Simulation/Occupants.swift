/// The people in one room and their windows, drawn hour by hour.
struct Occupants {
  private(set) var use = RoomUse()
  private let plan: Plant.Use
  private var random: SeededRandom
  private var now = (day: Int.min, hour: -1)
  private var windowsUntil = Int.min

  init(_ plan: Plant.Use, seed: UInt64, stream: UInt64) {
    self.plan = plan
    random = SeededRandom(seed: seed, stream: stream)
  }

  /// Moves on to an instant.
  ///
  /// - Parameters:
  ///   - time: Unix seconds.
  ///   - day: The local day.
  ///   - second: Local seconds since midnight.
  ///   - room: Temperature of the room, °C.
  mutating func advance(to time: Int, day: Int, second: Int, room: Double) {
    if time >= windowsUntil { use.windows = 0 }
    let hour = second / 3600
    guard now != (day, hour) else { return }
    now = (day, hour)
    guard plan.isOpen(day: day, hour: hour) else {
      use.occupancy = plan.presence
      return
    }
    use.occupancy =
      random.happens(plan.attendance) ? random.uniform(0.5...1) : plan.presence
    // A warm room is aired more; now and then somebody forgets the windows.
    guard random.happens(room > 22 ? 0.3 : plan.airing) else { return }
    use.windows = random.uniform(0.3...1)
    let forgotten = random.happens(0.02)
    windowsUntil =
      time + Int(random.uniform(forgotten ? 4 * 3600...14 * 3600 : 420...2400))
  }
}
