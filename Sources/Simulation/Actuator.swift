/// What carries out the controller's will: the motor of a mixing valve and the pump behind it, or in a
/// direct circuit the pump alone.
struct Actuator {
  /// Opening of the mixing valve, 0 to 1; of a direct circuit 1 while its pump runs, else 0.
  private(set) var opening = 0.0
  private(set) var pumpRuns = true

  private let isDirect: Bool
  private let pumpStops: Bool
  private let overrun: Double
  private let travel: Double
  private let wakingError: Double
  private let leastOpening: Double
  private let step: Double
  /// Seconds since heat was last asked for.
  private var unasked = Double.infinity
  private var shut = true

  init(_ plant: Plant.Circuit, step: Double) {
    isDirect = plant.isDirect
    pumpStops = plant.pumpStops || plant.isDirect
    overrun = plant.pumpOverrun
    travel = plant.valveTravel
    wakingError = plant.control.wakingError
    leastOpening = plant.control.alwaysOn ? 0.01 : 0
    self.step = step
  }

  /// Moves on by one step.
  ///
  /// - Parameters:
  ///   - demand: Supply temperature asked for, °C; nil where no heat is.
  ///   - supply: Supply temperature, °C.
  mutating func advance(demand: Double?, supply: Double) {
    unasked = demand == nil ? unasked + step : 0
    let overruns = unasked <= overrun
    if isDirect {
      opening = overruns ? 1 : 0
    } else {
      moveValve(demand: demand, supply: supply)
    }
    pumpRuns = !pumpStops || overruns || opening > 0
  }

  /// A three-point motor: open, close or rest, the faster the larger the error.
  private mutating func moveValve(demand: Double?, supply: Double) {
    guard let wanted = demand else {
      opening = max(0, opening - step / travel)
      shut = opening == 0
      return
    }
    let error = wanted - supply
    // A valve that has shut stays so until it is worth moving.
    if shut && error < wakingError { return }
    shut = false
    guard abs(error) > 0.5 else { return }
    let speed = min(1, max(-1, error / 40)) / travel
    opening = min(1, max(leastOpening, opening + step * speed))
    shut = opening == 0
  }
}
