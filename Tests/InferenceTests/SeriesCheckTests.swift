import Inference
import TestSupport
import Testing

@Suite struct SeriesCheckTests {
  private func code(_ series: CircuitSeries) -> InferenceError.Code? {
    do {
      _ = try ExcessMethod().infer(series, meaning: .heat)
      return nil
    } catch {
      #expect(!error.problem.isEmpty && error.remedy.hasSuffix("."))
      return error.code
    }
  }

  private var good: CircuitSeries { SyntheticCircuit().series(every: 300) }

  @Test func `series of different lengths are refused, by name`() {
    var series = good
    series.indoor.append([1, 2])
    do {
      _ = try ExcessMethod().infer(series, meaning: .heat)
      Issue.record("two lengths were taken")
    } catch {
      #expect(error.code == .lengths)
      #expect(error.problem.contains("indoor 2") && error.problem.contains("1152"))
    }
    for change: (inout CircuitSeries) -> Void in [
      { $0.return = [] }, { $0.outdoor = [1] }, { $0.plantRoom = [1] }, { $0.hand = [.on] },
    ] {
      var series = good
      change(&series)
      #expect(code(series) == .lengths)
    }
  }

  @Test func `less than two days are refused`() {
    #expect(code(CircuitSeries(start: 0, interval: 300, supply: [])) == .tooShort)
    #expect(code(CircuitSeries(start: 0, interval: 300, supply: [20])) == .tooShort)
    var series = good
    series.indoor = []
    series.supply = Array(series.supply.prefix(575))
    #expect(code(series) == .tooShort)
    series.supply = Array(good.supply.prefix(576))
    #expect(code(series) == nil)
  }

  @Test func `an impossible interval is refused`() {
    for interval in [0, -300, Int.min, Int.max, 86_401] {
      var series = good
      series.interval = interval
      #expect(code(series) == .implausible)
    }
  }

  @Test func `a supply without a value is refused`() {
    var series = good
    for value in [Float.nan, .infinity, -.infinity, .greatestFiniteMagnitude, -127] {
      series.supply = [Float](repeating: value, count: series.supply.count)
      #expect(code(series) == .noSupply)
    }
  }

  @Test func `a stuck supply is refused`() {
    var series = good
    series.supply = [Float](repeating: 21.5, count: series.supply.count)
    #expect(code(series) == .constantSupply)
  }

  @Test func `degrees Fahrenheit are refused`() {
    var series = good
    series.supply = series.supply.map { $0 * 1.8 + 62 }
    #expect(code(series) == .implausible)
    // Water from 66 to 113 °F beside a room in °C: no median gives it away.
    series = good
    series.supply = series.supply.map { $0 * 1.8 + 32 }
    #expect(code(series) == .implausible)
    series = good
    series.indoor = [series.indoor[0].indices.map { 66 + Float($0 % 9) / 10 }]
    #expect(code(series) == .implausible)
  }

  @Test func `a plant that never rests is not taken for degrees Fahrenheit`() {
    var series = good
    series.supply = series.supply.map { $0 + 35 }
    #expect(code(series) == nil)
  }

  @Test func `a supply that is mere noise is refused`() {
    var generator = SeededGenerator(seed: 8)
    var series = good
    series.supply = series.supply.map { _ in .random(in: 10...30, using: &generator) }
    #expect(code(series) == .implausible)
    series.supply = series.supply.indices.map { $0 % 2 == 0 ? 20 : 60 }
    #expect(code(series) == .implausible)
  }

  @Test
  func `a supply that may be in degrees Fahrenheit is told without sureness where no room tells`()
    throws
  {
    var series = SyntheticCircuit(offHour: 10).series(every: 300)
    series.supply = series.supply.map { $0 * 1.8 + 32 }
    series.indoor = []
    for method: any InferenceMethod in [ExcessMethod(), PhysicalMethod()] {
      let inferred = try method.infer(series, meaning: .heat)
      #expect(inferred.notes.contains { $0.contains("°F") })
      #expect(inferred.confidence.allSatisfy { $0 == 0.5 })
    }
  }

  @Test func `an outdoor sensor that cannot be believed changes nothing`() throws {
    var series = good
    series.indoor = []
    let plain = try PhysicalMethod().infer(series, meaning: .heat)
    let outside = series.supply.indices.map { 8 + Float($0 % 288) / 100 }
    for bad in [
      outside.map { $0 * 1.8 + 32 }, outside.map { 85 + $0 / 20 },
      outside.indices.map { $0 % 288 == 5 ? 1e6 : .nan },
    ] {
      series.outdoor = bad
      let inferred = try PhysicalMethod().infer(series, meaning: .heat)
      #expect(inferred.states == plain.states)
      #expect(inferred.notes.contains { $0.contains("outdoor temperature was left out") })
    }
  }

  @Test func `a room sensor that is stuck or mere noise is left out beside one that works`() throws
  {
    var generator = SeededGenerator(seed: 3)
    var series = good
    let count = series.supply.count
    let living = (0..<count).map { 19 + Float($0 % 288) / 288 }
    series.indoor = [living]
    let plain = try ExcessMethod().infer(series, meaning: .heat)
    for bad in [
      [Float](repeating: 24, count: count), [Float](repeating: 85, count: count),
      (0..<count).map { _ in Float.random(in: 5...35, using: &generator) },
    ] {
      series.indoor = [living, bad]
      let inferred = try ExcessMethod().infer(series, meaning: .heat)
      #expect(inferred.states == plain.states)
      #expect(inferred.notes.contains { $0.hasPrefix("Indoor sensor 2") })
    }
    // Alone it is used, for want of a better, but named.
    series.indoor = [[Float](repeating: 19, count: count)]
    let alone = try ExcessMethod().infer(series, meaning: .heat)
    #expect(alone.notes.contains { $0.contains("may be stuck") })
    #expect(!alone.notes.contains { $0.contains("envelope") })
  }

  @Test func `one bad room sensor of several is left out with a note`() throws {
    let plain = try ExcessMethod().infer(good, meaning: .heat)
    for bad in [Float(66), .nan] {
      var series = good
      series.indoor.append([Float](repeating: bad, count: series.supply.count))
      let inferred = try ExcessMethod().infer(series, meaning: .heat)
      #expect(inferred.states == plain.states)
      #expect(inferred.notes.contains { $0.contains("sensor 2") })
    }
  }

  @Test func `spikes that no sensor can mean are taken as missing`() throws {
    var series = good
    let plain = try ExcessMethod().infer(series, meaning: .heat)
    for (k, value) in [(50, Float.infinity), (400, -127), (700, 4095), (900, -.infinity)] {
      series.supply[k] = value
      series.indoor[0][k + 3] = value
    }
    let inferred = try ExcessMethod().infer(series, meaning: .heat)
    #expect(inferred.states == plain.states)
    #expect(inferred.notes.contains { $0.hasPrefix("4 supply values") })
  }

  @Test(arguments: UInt64(0)..<30)
  func `nothing of what may come in crashes`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let hostile: [Float] = [
      .nan, .infinity, -.infinity, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 0, 1e9,
      -300,
      .leastNonzeroMagnitude, 199, -49, 20, 21, 60,
    ]
    func values(_ count: Int) -> [Float] {
      (0..<count).map { _ in
        Bool.random(using: &generator)
          ? .random(in: 10...60, using: &generator)
          : hostile.randomElement(using: &generator) ?? 0
      }
    }
    let interval = [1, 7, 299, 301, 3600, 43_200, 86_400].randomElement(using: &generator) ?? 1
    let count = min(20_000, 172_800 / interval + Int.random(in: 0...200, using: &generator) + 1)
    let series = CircuitSeries(
      start: Bool.random(using: &generator) ? .max : .min, interval: interval,
      supply: values(count), return: values(count), indoor: [values(count), values(count)],
      outdoor: values(count), plantRoom: values(count))
    for meaning in Meaning.allCases {
      for method: any InferenceMethod in [ExcessMethod(), PhysicalMethod()] {
        guard let inferred = try? method.infer(series, meaning: meaning) else { continue }
        #expect(inferred.states.count == count, "seed \(seed)")
        #expect(inferred.confidence.allSatisfy { $0 >= 0 && $0 <= 1 }, "seed \(seed)")
      }
    }
  }
}
