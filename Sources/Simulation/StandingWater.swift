import Glibc

/// The water that stands in a circuit's pipes while the pump does: gravity renews it slowly, the plant
/// room cools or warms it, and a valve that leaks heats it.
struct StandingWater {
  private let flow: Double
  private let pipe: Double
  private let leak: Double
  private let supplyGain: Double
  private let returnGain: Double

  init(_ plant: Plant.Circuit, step: Double) {
    // Rates, 1/s.
    flow = plant.standingFlow / CircuitModel.pipeTime
    pipe = 1 / plant.pipeCooling
    leak = plant.valveLeak / (plant.flow * CircuitModel.waterHeat * CircuitModel.pipeTime)
    supplyGain = 1 - exp(-step * (flow + pipe + leak))
    returnGain = 1 - exp(-step * (flow + pipe))
  }

  /// The water in the supply pipe one step on, °C.
  ///
  /// - Parameters:
  ///   - before: Its temperature, °C.
  ///   - inflow: Temperature of what gravity brings, °C.
  ///   - boiler: Temperature of the header, °C.
  ///   - plantRoom: Temperature of the plant room, °C.
  /// - Returns: Its temperature, °C.
  func supply(_ before: Double, inflow: Double, boiler: Double, plantRoom: Double) -> Double {
    let rest = (flow * inflow + pipe * plantRoom + leak * boiler) / (flow + pipe + leak)
    return before + supplyGain * (rest - before)
  }

  /// The water in the return pipe one step on, °C.
  func `return`(_ before: Double, inflow: Double, plantRoom: Double) -> Double {
    let rest = (flow * inflow + pipe * plantRoom) / (flow + pipe)
    return before + returnGain * (rest - before)
  }
}
