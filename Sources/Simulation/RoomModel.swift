/// Rooms of one kind: an air node, a structure node, and the vapour in the air.
struct RoomModel {
  let plant: Plant.Room
  private(set) var air = 18.0
  private(set) var vapour = 6.0
  private(set) var structure = 17.0

  init(_ plant: Plant.Room) { self.plant = plant }

  /// Moves on by one step.
  ///
  /// - Parameters:
  ///   - step: Seconds.
  ///   - heating: Heat from radiators and their walls, W.
  ///   - sunshine: Irradiance on the façade, W/m².
  ///   - weather: The outdoor air.
  ///   - use: Pupils and windows.
  mutating func advance(
    step: Double, heating: Double, sunshine: Double, weather: Weather, use: RoomUse
  ) {
    let solar = plant.solarAperture * sunshine
    let toOutdoor =
      (plant.airConductance + use.windows * plant.windowConductance) * (air - weather.outdoor)
    let toStructure = plant.coupling * (air - structure)
    let gain = heating + 0.4 * solar + use.occupancy * plant.occupancyGain
    let fabric = plant.fabricConductance * (structure - weather.outdoor)
    air += step * (gain - toOutdoor - toStructure) / plant.airCapacity
    structure += step * (toStructure + 0.6 * solar - fabric) / plant.structureCapacity
    // Half an air change an hour, ten with the windows open; pupils add 3 g/kg an hour.
    let exchange = (0.5 + 9.5 * use.windows) / 3600
    vapour += step * (exchange * (weather.vapour - vapour) + use.occupancy * 3 / 3600)
  }
}

/// What people do in a room at an instant.
struct RoomUse {
  /// Share of the pupils that are there, 0 to 1.
  var occupancy = 0.0
  /// Share of the windows that are open, 0 to 1.
  var windows = 0.0
}
