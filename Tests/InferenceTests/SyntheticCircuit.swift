import Inference
import TestSupport

/// A circuit whose true state is known: water that warms towards a set temperature while heat is on
/// and cools towards the room while it is off.
struct SyntheticCircuit {
  /// Seconds of the truth's and the model's step.
  static let step = 10

  /// Instants of the edges, s from the start, on first; one schedule a day.
  var onHour = 5.0
  var offHour = 17.0
  var days = 4
  var hot: Float = 45
  var room: Float = 19
  /// Time constants of warming and cooling, s.
  var warming: Float = 1800
  var cooling: Float = 7200
  /// Step of the sensor, K; 0 for none.
  var quantum: Float = 0.1
  /// Added to each sample, uniform in ± this, before rounding, K.
  var dither: Float = 0
  var seed: UInt64 = 1

  static let start = 1_612_742_400

  func isOn(at second: Int) -> Bool {
    let hour = Double(second % 86_400) / 3600
    return hour >= onHour && hour < offHour
  }

  /// The supply seen every `interval` seconds, a multiple of ``step``.
  func series(every interval: Int) -> CircuitSeries {
    var generator = SeededGenerator(seed: seed)
    var supply: [Float] = []
    var water = room
    for second in stride(from: 0, to: days * 86_400, by: Self.step) {
      if second % interval == 0 {
        var value = water
        if dither > 0 { value += Float.random(in: -dither...dither, using: &generator) }
        supply.append(quantum > 0 ? (value / quantum).rounded() * quantum : value)
      }
      let target = isOn(at: second) ? hot : room
      let constant = isOn(at: second) ? warming : cooling
      water += (target - water) * Float(Self.step) / constant
    }
    let air = [Float](repeating: room, count: supply.count)
    return CircuitSeries(start: Self.start, interval: interval, supply: supply, indoor: [air])
  }

  var truth: Truth {
    let edges = (0..<days).map { day in
      let midnight = Self.start + day * 86_400
      return (
        start: midnight + Int(onHour * 3600), end: midnight + Int(offHour * 3600)
      )
    }
    return Truth(
      window: (Self.start, Self.start + days * 86_400), on: edges, uncertain: [])
  }

  /// What a method's states are worth against the truth.
  func score(_ inferred: Inferred, every interval: Int) -> Score {
    Score(judged: inferred.states, start: Self.start, interval: interval, against: truth)
  }
}

/// The instants at which known states change, s from the start.
func edgeTimes(_ states: [HeatState], every interval: Int) -> [Int] {
  states.indices.dropFirst().filter { states[$0] != states[$0 - 1] }.map { $0 * interval }
}
