import Glibc

/// A weather-compensated controller: clock, heating curve, cut-outs and the mixing valve's motor.
struct Controller {
  private(set) var regime = Regime.off
  /// Opening of the mixing valve, 0 to 1.
  private(set) var opening = 0.0
  /// Supply temperature asked for, °C; nil where no heat is.
  private(set) var demand: Double?

  private let settings: Plant.Control
  private let travel: Double
  private var outdoorNow = 5.0
  private var outdoorDamped = 5.0
  private var room = 18.0
  private var supply = 20.0
  private var boosted = Int.min
  private var reducing = false
  private var cutOut = false
  private var resting = false
  private var shut = true

  private let outdoorGain: Double
  private let dampedGain: Double
  private let roomGain: Double
  private let supplyGain: Double
  private let step: Double

  init(_ plant: Plant.Circuit, step: Double) {
    settings = plant.control
    travel = plant.valveTravel
    self.step = step
    outdoorGain = 1 - exp(-step / 1800)
    dampedGain = 1 - exp(-step / (10 * 3600))
    roomGain = 1 - exp(-step / 900)
    supplyGain = 1 - exp(-step / 45)
  }

  /// What the controller's own sensors see at a step, °C, and the local time.
  struct Inputs {
    var outdoor: Double
    var room: Double
    var supply: Double
    /// The local day, and seconds since its midnight.
    var day: Int
    var second: Double
  }

  mutating func advance(_ inputs: Inputs) {
    outdoorNow += outdoorGain * (inputs.outdoor - outdoorNow)
    outdoorDamped += dampedGain * (inputs.outdoor - outdoorDamped)
    room += roomGain * (inputs.room - room)
    supply += supplyGain * (inputs.supply - supply)
    let wanted = scheduled(day: inputs.day, second: inputs.second)
    regime = isCutOut(wanted) ? .off : wanted
    demand = regime == .off ? nil : curve(regime)
    rest()
    moveValve()
  }

  /// The regime of clock and room, before cut-outs.
  private mutating func scheduled(day: Int, second: Double) -> Regime {
    let missing = settings.normalRoom - room
    let lead = min(9000, max(2700, missing * settings.boostPerKelvin))
    let isDay =
      SchoolCalendar.isTaught(day) && second >= settings.dayStart - lead
      && second < settings.dayEnd
    guard isDay || (regime.rawValue >= Regime.normal.rawValue && second < settings.dayEnd) else {
      // The quick setback: nothing until the rooms have cooled down to the reduced temperature.
      if room < settings.setbackRoom { reducing = true }
      if room > settings.reducedRoom + 2 { reducing = false }
      return reducing ? .reduced : .off
    }
    reducing = false
    let boosting = boosted != day && regime == .boost
    // The boost ends for the day once the rooms are warm.
    if missing < (boosting ? -0.3 : 0.7) || second >= settings.boostEnd { boosted = day }
    return boosted == day ? .normal : .boost
  }

  /// Cut-outs: on a mild day no heat is needed whatever the clock says.
  private mutating func isCutOut(_ wanted: Regime) -> Bool {
    let outdoor = 0.6 * outdoorNow + 0.4 * outdoorDamped
    let limit = wanted == .reduced ? settings.reducedLimit : settings.normalLimit
    if outdoor > limit + 0.5 { cutOut = true }
    if outdoor < limit - 0.5 { cutOut = false }
    return cutOut
  }

  /// Supply temperature that a regime asks for.
  private func curve(_ regime: Regime) -> Double {
    guard regime != .boost else { return settings.boostSupply }
    let target = regime == .reduced ? settings.reducedRoom : settings.normalRoom
    let influence = regime == .reduced ? 0.3 * settings.roomInfluence : settings.roomInfluence
    let supply =
      target + 1 + settings.slope * (target - outdoorNow) + influence * (target - room)
    return min(settings.boostSupply, supply)
  }

  /// Below a few kelvins above the room a supply temperature is not worth an open valve.
  private mutating func rest() {
    guard let wanted = demand else { return }
    if wanted < room + 5 { resting = true }
    if wanted > room + 8 { resting = false }
    if resting { demand = nil }
  }

  /// A three-point motor: open, close or rest, the faster the larger the error.
  private mutating func moveValve() {
    guard let wanted = demand else {
      opening = max(0, opening - step / travel)
      shut = opening == 0
      return
    }
    let error = wanted - supply
    // A valve that has shut stays so until it is worth moving.
    if shut && error < 2.5 { return }
    shut = false
    guard abs(error) > 0.5 else { return }
    let speed = min(1, max(-1, error / 40)) / travel
    opening = min(1, max(0, opening + step * speed))
    shut = opening == 0
  }
}
