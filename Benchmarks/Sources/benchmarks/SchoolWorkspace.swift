import Feeds
import Simulation
import Workspace

extension Bench {
  /// Makes a workspace with some circuits of a school, and their sensors alone.
  func makeWorkspace(
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
  var sensors: [String] { [supply, `return`] + indoor + [outdoor, plantRoom] }
}
