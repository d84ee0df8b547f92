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
}
