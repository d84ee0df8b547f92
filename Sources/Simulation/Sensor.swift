import Glibc

/// A sensor: it lags, errs, is noisy, and reads in steps.
struct Sensor {
  /// What a kind of sensor is like.
  struct Kind {
    /// Time constant, seconds.
    var lag: Double
    /// Standard deviation of the noise of a reading.
    var noise: Double
    /// Steps to the unit: 10 for a quantum of 0.1.
    var stepsPerUnit: Double

    static let pipe = Kind(lag: 130, noise: 0.025, stepsPerUnit: 10)
    static let room = Kind(lag: 600, noise: 0.015, stepsPerUnit: 10)
    static let outdoor = Kind(lag: 500, noise: 0.03, stepsPerUnit: 10)
    static let plantRoom = Kind(lag: 300, noise: 0.06, stepsPerUnit: 10)
    static let humidity = Kind(lag: 600, noise: 0.05, stepsPerUnit: 10)
    static let power = Kind(lag: 5, noise: 1.2, stepsPerUnit: 1)
  }

  private let kind: Kind
  private let gain: Double
  private var level: Double?
  private var random: SeededRandom

  init(_ kind: Kind, seed: UInt64, stream: UInt64, step: Double) {
    self.kind = kind
    gain = 1 - exp(-step / kind.lag)
    random = SeededRandom(seed: seed, stream: stream)
  }

  /// Follows what there is to measure, one step on.
  mutating func follow(_ truth: Double) {
    let before = level ?? truth
    level = before + gain * (truth - before)
  }

  /// A reading.
  mutating func read() -> Float {
    let value = (level ?? .nan) + kind.noise * random.normal()
    return Float((value * kind.stepsPerUnit).rounded() / kind.stepsPerUnit)
  }
}
