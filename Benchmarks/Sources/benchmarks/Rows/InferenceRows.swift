import Feeds
import Inference
import Simulation
import Workspace

extension Bench {
  /// Inference on as many samples as the school recorded: fifteen months at 300 s.
  func inferenceRows() throws -> [Row] {
    let school = try School(seed: 1, days: 459, interval: 300).simulate()
    return [
      try methodRow(PhysicalMethod(), school), try methodRow(ExcessMethod(), school),
      try memoryRow(school),
    ]
  }

  private func methodRow(
    _ method: some InferenceMethod, _ school: SimulatedSchool
  ) throws -> Row {
    let circuit = school.circuits[0]
    func values(_ name: String) -> [Float] { school.feed(name)?.values ?? [] }
    let series = CircuitSeries(
      start: school.start, interval: school.interval, supply: values(circuit.supply),
      return: values(circuit.return), indoor: circuit.indoor.map(values),
      outdoor: values(circuit.outdoor), plantRoom: values(circuit.plantRoom))
    var states: [HeatState] = []
    let samples = try interleave(
      rounds: 25,
      [{ try milliseconds { states = try method.infer(series, meaning: .heat).states } }])
    let right = zip(states, circuit.trueState).count { $0.rawValue == $1 }
    try require(right * 10 > states.count * 9, "the inferred state is wrong")
    return Row(
      "state of \(school.count) samples, method \(method.name)", samples[0], against: .limit(60),
      wanted: 1)
  }

  private func memoryRow(_ school: SimulatedSchool) throws -> Row {
    let workspace = try Workspace(scratch.folder("school"))
    var ids: [String: Int] = [:]
    for feed in school.feeds {
      let timeline = Timeline(start: school.start, interval: school.interval, count: school.count)
      ids[feed.name] = try workspace.importFeed(
        feed.values, on: timeline, name: feed.name, tag: "school"
      ).id
    }
    let circuit = school.circuits[0]
    try workspace.save(
      Circuit(
        name: "north", supply: ids[circuit.supply] ?? 0, return: ids[circuit.return],
        indoor: circuit.indoor.compactMap { ids[$0] }, outdoor: ids[circuit.outdoor],
        plantRoom: ids[circuit.plantRoom]))
    let samples = try interleave(
      rounds: 5,
      [
        {
          try programs.run([programs.retouche, "infer", "north", "--json", "-w", workspace.folder])
            .megabytes
        }
      ])
    return Row(
      "peak memory of retouche infer on them", samples[0], unit: .megabytes, against: .limit(100),
      wanted: 1)
  }
}
