import Simulation
import Workspace

extension Bench {
  /// `retouche infer --all` on the circuits of a school, beside one after the other: whole processes.
  func allCircuitsRow(_ school: SimulatedSchool) throws -> Row {
    let workspace = try makeWorkspace("circuits-\(school.interval)", of: school, school.circuits)
    func infer(_ what: String) throws -> Double {
      try programs.run([programs.retouche, "infer", what, "--json", "-w", workspace.folder])
        .milliseconds
    }
    let samples = try interleave(
      rounds: 7,
      [
        { try infer("--all") },
        { try school.circuits.reduce(0) { try $0 + infer($1.name) } },
      ])
    return Row(
      "retouche infer --all, \(school.circuits.count) circuits of \(school.count) samples",
      samples[0], against: .measured("one after the other", samples[1]), wanted: 0.8)
  }
}
