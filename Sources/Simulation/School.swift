/// A school, or another building, to be simulated: when, how finely, by which chance, and with what plant.
///
/// The same parameters give the same numbers, on any machine whose mathematical functions round
/// alike; the sensors' quantum hides nearly every difference in the last bit of one that does not.
public struct School: Sendable {
  /// From this every random draw follows.
  public let seed: UInt64
  /// Time of the first sample, Unix seconds.
  public let start: Int
  /// How many times 24 hours are simulated.
  public let days: Int
  /// Seconds between two samples.
  public let interval: Int
  public let plant: Plant

  /// Midnight of Monday 11 January 2021 in France.
  public static let defaultStart = 1_610_319_600

  /// - Parameters:
  ///   - seed: Another seed gives other weather, pupils, noise and gaps.
  ///   - start: Time of the first sample, Unix seconds; a multiple of the interval.
  ///   - days: Number of times 24 hours, 1 to 3 660.
  ///   - interval: Seconds between two samples, 10 to 3 600; a divisor of the day.
  ///   - plant: The building and its heating.
  /// - Throws: ``SimulationError`` when a parameter is out of bounds.
  public init(
    seed: UInt64, start: Int = School.defaultStart, days: Int = 90, interval: Int = 300,
    plant: Plant = .school
  ) throws(SimulationError) {
    guard (1...3660).contains(days) else {
      throw SimulationError(
        .days, problem: "\(days) days to simulate", remedy: "Give 1 to 3660 days.")
    }
    guard (10...3600).contains(interval), 86_400 % interval == 0 else {
      throw SimulationError(
        .interval, problem: "an interval of \(interval) s",
        remedy: "Give 10 to 3600 seconds that divide the day, such as 300.")
    }
    guard (86_400 * 365...4_102_444_800 - 86_400 * days).contains(start), start % interval == 0
    else {
      throw SimulationError(
        .start, problem: "a start at \(start) with an interval of \(interval) s",
        remedy: "Give Unix seconds from 1971 to 2100 that are a multiple of the interval.")
    }
    try plant.validate()
    self.seed = seed
    self.start = start
    self.days = days
    self.interval = interval
    self.plant = plant
  }

  /// Longest step of the physical model, seconds.
  static let longestStep = 60
  /// Days simulated before the first sample, for the building to forget how it began.
  private static let daysBefore = 6

  /// Simulates the school.
  ///
  /// Time grows with `days * plant.circuits.count`: three months take about a tenth of
  /// a second where the code is optimised.
  ///
  /// - Returns: What the sensors recorded, and the truth.
  public func simulate() -> SimulatedSchool {
    let stepsPerSample = (interval + Self.longestStep - 1) / Self.longestStep
    let step = Double(interval) / Double(stepsPerSample)
    let samplesPerDay = 86_400 / interval
    let count = days * samplesPerDay
    var model = SchoolModel(plant, seed: seed, step: step)
    var instruments = Instruments(plant, seed: seed, step: step, count: count)
    var ledgers = plant.circuits.map { _ in HeatLedger(count: count) }
    for sample in -Self.daysBefore * samplesPerDay..<count {
      let time = start + sample * interval
      for index in 1...stepsPerSample {
        model.advance(to: time + index * interval / stepsPerSample)
        instruments.follow(model)
        guard sample >= 0 else { continue }
        for circuit in ledgers.indices {
          ledgers[circuit].add(model.circuits[circuit])
        }
      }
      guard sample >= 0 else { continue }
      instruments.record(sample)
      for circuit in ledgers.indices { ledgers[circuit].close(stepsPerSample) }
    }
    Outages(seed: seed, days: days, interval: interval).apply(to: &instruments.feeds)
    return SimulatedSchool(
      start: start, interval: interval, feeds: instruments.feeds,
      circuits: zip(plant.circuits, ledgers).map { instruments.circuit($0, ledger: $1) },
      count: count)
  }
}
