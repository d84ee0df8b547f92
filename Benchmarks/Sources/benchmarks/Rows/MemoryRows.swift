import Feeds
import Simulation
import Workspace

extension Bench {
  /// What `retouche infer` takes at its peak beyond what `retouche feeds` takes in the same folder and
  /// the files that it reads, in bytes a sample.
  func memoryRow(_ school: SimulatedSchool) throws -> Row {
    let circuit = school.circuits[0]
    let workspace = try makeWorkspace("memory-\(school.interval)", of: school, [circuit])
    let files = circuit.sensors.count * MemoryLayout<Float>.size * school.count
    func peak(_ command: [String]) throws -> Double {
      try programs.run([programs.retouche] + command + ["--json", "-w", workspace.folder]).bytes
    }
    let samples = try interleave(
      rounds: 5,
      [
        {
          let beyond = try peak(["infer", circuit.name]) - peak(["feeds"]) - Double(files)
          return beyond / Double(school.count)
        }
      ])
    return Row(
      "peak memory of retouche infer, a sample at \(school.interval) s, beyond its files",
      samples[0], unit: .bytes, against: .limit(40), wanted: 1)
  }

  /// A workspace with some circuits of a school, and their sensors alone.
  private func makeWorkspace(
    _ name: String, of school: SimulatedSchool, _ circuits: [SimulatedCircuit]
  ) throws -> Workspace {
    let workspace = try Workspace(scratch.folder(name))
    let timeline = Timeline(start: school.start, interval: school.interval, count: school.count)
    var ids: [String: Int] = [:]
    for circuit in circuits {
      for sensor in circuit.sensors where ids[sensor] == nil {
        guard let feed = school.feed(sensor) else { continue }
        ids[sensor] = try workspace.importFeed(
          feed.values, on: timeline, name: feed.name, tag: "school"
        ).id
      }
      try workspace.save(
        Circuit(
          name: circuit.name, supply: ids[circuit.supply] ?? 0, return: ids[circuit.return],
          indoor: circuit.indoor.compactMap { ids[$0] }, outdoor: ids[circuit.outdoor],
          plantRoom: ids[circuit.plantRoom]))
    }
    return workspace
  }
}

extension SimulatedCircuit {
  /// The names of the feeds that tell of it.
  fileprivate var sensors: [String] { [supply, `return`] + indoor + [outdoor, plantRoom] }
}
