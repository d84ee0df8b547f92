import Testing

@testable import Simulation

struct RoomModelTests {
  /// Advances rooms for some days in steps of a minute under constant conditions.
  private func settle(
    _ plant: Plant.Room, heating: Double, weather: Weather, use: RoomUse = RoomUse()
  ) -> RoomModel {
    var room = RoomModel(plant)
    for _ in 0..<40 * 1440 {
      room.advance(step: 60, heating: heating, sunshine: 0, weather: weather, use: use)
    }
    return room
  }

  @Test func `rooms settle where losses equal the heat`() {
    let plant = Plant.Room(name: "A")
    let weather = Weather(site: Plant.Site(), seed: 1, step: 60)
    let room = settle(plant, heating: 15_000, weather: weather)
    let fabric = 1 / (1 / plant.coupling + 1 / plant.fabricConductance)
    let expected = weather.outdoor + 15_000 / (plant.airConductance + fabric)
    #expect(abs(room.air - expected) < 0.1)
  }

  @Test func `without heat a room falls to the outdoor air, and its vapour too`() {
    let weather = Weather(site: Plant.Site(), seed: 1, step: 60)
    let room = settle(Plant.Room(name: "A"), heating: 0, weather: weather)
    #expect(abs(room.air - weather.outdoor) < 0.1)
    #expect(abs(room.vapour - weather.vapour) < 0.01)
  }

  @Test func `open windows cool and pupils warm`() {
    let plant = Plant.Room(name: "A")
    let weather = Weather(site: Plant.Site(), seed: 1, step: 60)
    let plain = settle(plant, heating: 15_000, weather: weather)
    let aired = settle(
      plant, heating: 15_000, weather: weather, use: RoomUse(occupancy: 0, windows: 1))
    let full = settle(
      plant, heating: 15_000, weather: weather, use: RoomUse(occupancy: 1, windows: 0))
    #expect(aired.air < plain.air - 3)
    #expect(full.air > plain.air + 3)
    #expect(full.vapour > plain.vapour + 2)
  }
}
