extension PlantDraw {
  /// Radiators whose supply sensor stands on the wrong side of the mixing valve.
  static func boilerSide(_ seed: UInt64) -> Plant {
    var draw = PlantDraw(seed, stream: 8)
    var plant = draw.mixed("radiators")
    plant.circuits[0].supplySensor = .header
    plant.boiler.restsCold = draw.happens(0.6)
    plant.boiler.lowest = draw.uniform(38...48)
    plant.boiler.loss = plant.boiler.capacity / draw.uniform(30_000...90_000)
    return plant
  }
}
