import Inference
import Simulation

/// Simulated schools, whose truth is known to the sample.
enum SimulatedSources {
  /// Schools of one family, one source a seed.
  ///
  /// - Parameters:
  ///   - plant: What the plant is called, and the plant.
  ///   - interval: Seconds between two samples.
  ///   - seeds: One school each.
  ///   - supplyAlone: Whether only the supply is measured.
  /// - Returns: The sources, each of one school's circuits.
  static func winters(
    _ plant: (name: String, plant: Plant), interval: Int = 300, seeds: Range<Int>,
    supplyAlone: Bool = false
  ) -> [Source] {
    let family = "sim/\(plant.name)/\(interval)s\(supplyAlone ? "-supply" : "")"
    return seeds.map { seed in
      Source(name: "\(family)/\(seed)") {
        let school = try School(
          seed: UInt64(seed), interval: interval, plant: plant.plant
        ).simulate()
        return school.circuits.map { circuit in
          let series = school.series(of: circuit)
          return System(
            name: "\(family)/\(seed)/\(circuit.name)", family: family,
            series: supplyAlone ? series.supplyAlone : series, truth: school.truth(of: circuit))
        }
      }
    }
  }
}

extension SimulatedSchool {
  /// The temperatures of a circuit.
  func series(of circuit: SimulatedCircuit) -> CircuitSeries {
    func values(_ name: String) -> [Float] { feed(name)?.values ?? [] }
    return CircuitSeries(
      start: start, interval: interval, supply: values(circuit.supply),
      return: values(circuit.return), indoor: circuit.indoor.map(values),
      outdoor: values(circuit.outdoor), plantRoom: values(circuit.plantRoom))
  }

  /// When heat was delivered to a circuit.
  func truth(of circuit: SimulatedCircuit) -> Truth {
    Truth(
      start: start, interval: interval, states: circuit.trueState.map { $0 == 1 ? .on : .off })
  }
}
