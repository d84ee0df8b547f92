import Glibc

/// A weather-compensated controller: clock, heating curve, cut-outs, and what it moves.
struct Controller {
  private(set) var regime = Regime.off
  private(set) var actuator: Actuator
  /// Supply temperature asked for, °C; nil where no heat is.
  private(set) var demand: Double?

  private let plant: Plant.Circuit
  private let settings: Plant.Control
  private var outdoorNow = 5.0
  private var outdoorDamped = 5.0
  private var room = 18.0
  private var supply = 20.0
  private var boosted = Int.min
  private var sessionStart = 0.0
  private var reducing = false
  private var isNightCold = false
  private var cutOut = false
  private var resting = false
  private var season = (day: Int.min, isSummer: false)

  private let outdoorGain: Double
  private let dampedGain: Double
  private let roomGain: Double
  private let supplyGain: Double

  init(_ plant: Plant.Circuit, step: Double) {
    self.plant = plant
    settings = plant.control
    actuator = Actuator(plant, step: step)
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
    if settings.alwaysOn {
      regime = .normal
      demand = max(curve(.normal), room + settings.resumeExcess)
    } else {
      let wanted = scheduled(day: inputs.day, second: inputs.second)
      regime = isCutOut(wanted) || isSummer(inputs.day) ? .off : wanted
      demand = regime == .off ? nil : curve(regime)
      rest()
    }
    actuator.advance(demand: demand, supply: supply)
  }

  /// The outdoor temperature that counts, partly present and partly damped, °C.
  private var outdoor: Double { 0.6 * outdoorNow + 0.4 * outdoorDamped }

  /// The regime of clock and room, before cut-outs.
  private mutating func scheduled(day: Int, second: Double) -> Regime {
    guard let session = plant.session(day: day, second: second) else { return night() }
    let missing = settings.normalRoom - room
    let lead = min(
      settings.boostLead.upperBound,
      max(settings.boostLead.lowerBound, missing * settings.boostPerKelvin))
    // The lead shrinks as the rooms warm up; a session that has begun goes on.
    let goesOn = regime.rawValue >= Regime.normal.rawValue && sessionStart == session.start
    guard goesOn || second >= session.start - lead else { return night() }
    sessionStart = session.start
    reducing = false
    let boosting = boosted != day && regime == .boost
    // The boost ends for the day once the rooms are warm.
    if missing < (boosting ? -0.3 : 0.7) || second >= session.boostEnd { boosted = day }
    return boosted == day ? .normal : .boost
  }

  /// The regime outside the sessions.
  private mutating func night() -> Regime {
    // The quick setback: nothing until the rooms have cooled down to the reduced temperature.
    if room < settings.setbackRoom { reducing = true }
    if room > settings.reducedRoom + 2 { reducing = false }
    if let limit = settings.nightLimit {
      if outdoor < limit - 0.5 { isNightCold = true }
      if outdoor > limit + 0.5 { isNightCold = false }
    }
    return reducing || isNightCold ? .reduced : .off
  }

  /// Whether the heating is shut down for the summer.
  private mutating func isSummer(_ day: Int) -> Bool {
    guard let summer = settings.summer else { return false }
    if season.day != day {
      let january = CivilDate.day(CivilDate(day: day).year, 1, 1)
      season = (day, summer.contains(day - january + 1))
    }
    return season.isSummer
  }

  /// Cut-outs: on a mild day no heat is needed whatever the clock says.
  private mutating func isCutOut(_ wanted: Regime) -> Bool {
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
    if wanted < room + settings.leastExcess { resting = true }
    if wanted > room + settings.resumeExcess { resting = false }
    if resting { demand = nil }
  }
}
