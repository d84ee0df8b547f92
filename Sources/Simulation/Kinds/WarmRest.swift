extension PlantDraw {
  /// A valve that leaks into standing water, which gravity and the sun move and warm as well.
  static func warmRest(_ seed: UInt64) -> Plant {
    var draw = PlantDraw(seed, stream: 7)
    var plant = draw.mixed("warm")
    plant.circuits[0].pumpStops = true
    plant.circuits[0].sunlitWater = draw.uniform(5...20)
    plant.circuits[0].pipeCooling = draw.uniform(5400...9000)
    // With the header at its lowest, the plant room at 24 °C and the rooms at 19 °C the standing
    // water would settle at this temperature.
    let rest = 19 + draw.uniform(9.2...12.2)
    let circuit = plant.circuits[0]
    let gravity = circuit.standingFlow / CircuitModel.pipeTime
    let loss = gravity * (rest - 19) + (rest - 24) / circuit.pipeCooling
    let capacity = circuit.flow * CircuitModel.waterHeat * CircuitModel.pipeTime
    plant.circuits[0].valveLeak = capacity * loss / (plant.boiler.lowest - rest)
    return plant
  }
}
