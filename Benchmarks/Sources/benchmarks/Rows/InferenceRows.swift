import Feeds
import Inference
import Simulation

extension Bench {
  /// Inference on as many samples as the school recorded, fifteen months at 300 s, and on a year at 10 s.
  func inferenceRows() throws -> [Row] {
    let months = try School(seed: 1, days: 459, interval: 300).simulate()
    let year = try School(seed: 1, days: 365, interval: 10).simulate()
    return [
      try methodRow(PhysicalMethod(), months), try methodRow(ExcessMethod(), months),
      try hiddenMarkovRow(months, rounds: 9), try hiddenMarkovRow(year, rounds: 2),
      try memoryRow(months), try memoryRow(year), try allCircuitsRow(year),
    ]
  }

  private func methodRow(
    _ method: some InferenceMethod, _ school: SimulatedSchool
  ) throws -> Row {
    let series = CircuitSeries(of: school)
    var states: [HeatState] = []
    let samples = try interleave(
      rounds: 25,
      [{ try milliseconds { states = try method.infer(series, meaning: .heat).states } }])
    try requireRight(states, school, least: 0.9)
    return Row(
      "state of \(school.count) samples, method \(method.name)", samples[0], against: .limit(60),
      wanted: 1)
  }

  /// All sensors of a circuit by the physical method, beside its supply alone by a model that many would
  /// try first.
  private func hiddenMarkovRow(_ school: SimulatedSchool, rounds: Int) throws -> Row {
    let series = CircuitSeries(of: school)
    let supply = FeedFiles(folder: try scratch.folder("supply-\(school.interval)"), id: 1)
    try supply.create(points: series.supply, start: series.start, interval: series.interval)
    var states: [HeatState] = []
    let samples = try interleave(
      rounds: rounds, warmsUp: false,
      [
        { try milliseconds { states = try PhysicalMethod().infer(series, meaning: .heat).states } },
        { try python.run(["hmm", supply.data, scratch.file("hmm")]) },
      ])
    try requireRight(states, school, least: 0.9)
    let theirs = try scratch.bytes("hmm").map { HeatState(rawValue: $0) ?? .unknown }
    try requireRight(theirs, school, least: 0.7)
    return Row(
      "state of \(school.count) samples, method physics", samples[0],
      against: .measured("hmmlearn, 10 iterations", samples[1]), wanted: 0.04)
  }

  /// Refuses states that are too often not those of the simulation.
  private func requireRight(
    _ states: [HeatState], _ school: SimulatedSchool, least: Double
  ) throws {
    let right = zip(states, school.circuits[0].trueState).count { $0.rawValue == $1 }
    try require(
      states.count == school.count && Double(right) >= least * Double(school.count),
      "the inferred state is wrong")
  }
}

extension CircuitSeries {
  /// What the sensors of a simulated school's first circuit recorded.
  fileprivate init(of school: SimulatedSchool) {
    let circuit = school.circuits[0]
    func values(_ name: String) -> [Float] { school.feed(name)?.values ?? [] }
    self.init(
      start: school.start, interval: school.interval, supply: values(circuit.supply),
      return: values(circuit.return), indoor: circuit.indoor.map(values),
      outdoor: values(circuit.outdoor), plantRoom: values(circuit.plantRoom))
  }
}
