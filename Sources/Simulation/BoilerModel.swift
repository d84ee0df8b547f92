/// The boiler: one mass of water, a burner that switches, and lockouts.
struct BoilerModel {
  private(set) var temperature = 60.0
  private let plant: Plant.Boiler
  private var random: SeededRandom
  private var burning = false
  private var lockoutUntil = Int.min

  init(_ plant: Plant.Boiler, seed: UInt64) {
    self.plant = plant
    random = SeededRandom(seed: seed, stream: 2)
  }

  /// Moves on by one step.
  ///
  /// - Parameters:
  ///   - time: Unix seconds.
  ///   - step: Seconds.
  ///   - load: Heat drawn by the circuits and lost, W.
  ///   - demand: Hottest supply asked for, °C; nil where no circuit asks for heat.
  mutating func advance(to time: Int, step: Double, load: Double, demand: Double?) {
    let wanted = min(plant.highest, max(plant.lowest, (demand ?? 0) + plant.margin))
    if temperature < wanted - plant.hysteresis { burning = true }
    if temperature > wanted + plant.hysteresis || (plant.restsCold && demand == nil) {
      burning = false
    }
    if time >= lockoutUntil, random.happens(plant.lockouts * step / (365.25 * 86_400)) {
      lockoutUntil = time + Int(random.uniform(8 * 3600...40 * 3600))
    }
    let share = time < lockoutUntil ? plant.auxiliaryShare : 1
    let power = burning ? plant.power * share : 0
    temperature += step * (power - load) / plant.capacity
  }
}
