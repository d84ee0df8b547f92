import Glibc

/// Random numbers that are the same for the same seed (SplitMix64, Steele, Lea and Flood 2014).
///
/// Each part of the simulation draws from a stream of its own, so that a change to one part leaves
/// what the others draw as it was.
struct SeededRandom: Sendable {
  private var state: UInt64
  private var spare: Double?

  /// - Parameters:
  ///   - seed: The school's seed.
  ///   - stream: The part that draws: another number gives an unrelated sequence.
  init(seed: UInt64, stream: UInt64) {
    state = seed
    state = bits() ^ (stream &* 0xD1B5_4A32_D192_ED03)
    _ = bits()
  }

  private mutating func bits() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Uniform in [0, 1).
  mutating func uniform() -> Double { Double(bits() >> 11) * 0x1p-53 }

  /// Uniform in a range.
  mutating func uniform(_ range: ClosedRange<Double>) -> Double {
    range.lowerBound + uniform() * (range.upperBound - range.lowerBound)
  }

  /// Whether an event of this probability happens.
  mutating func happens(_ probability: Double) -> Bool { uniform() < probability }

  /// Normal with mean 0 and deviation 1 (Marsaglia's polar method).
  mutating func normal() -> Double {
    if let value = spare {
      spare = nil
      return value
    }
    while true {
      let x = 2 * uniform() - 1
      let y = 2 * uniform() - 1
      let square = x * x + y * y
      guard square > 0, square < 1 else { continue }
      let factor = (-2 * log(square) / square).squareRoot()
      spare = y * factor
      return x * factor
    }
  }
}

/// A random quantity that wanders around 0 and forgets itself over a time constant
/// (a first-order autoregression, the sampled Ornstein-Uhlenbeck process).
struct Wander {
  private(set) var value: Double
  private let memory: Double
  private let kick: Double

  /// - Parameters:
  ///   - deviation: Standard deviation in the long run.
  ///   - time: Time constant, seconds.
  ///   - step: Step of the simulation, seconds.
  ///   - random: Draws the first value.
  init(deviation: Double, time: Double, step: Double, random: inout SeededRandom) {
    memory = exp(-step / time)
    kick = deviation * (1 - memory * memory).squareRoot()
    value = deviation * random.normal()
  }

  mutating func advance(_ random: inout SeededRandom) {
    value = memory * value + kick * random.normal()
  }
}
