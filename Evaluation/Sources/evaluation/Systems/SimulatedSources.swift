import Inference
import Simulation

/// Simulated buildings, whose truth is known to the sample.
enum SimulatedSources {
  /// A season of a plant, as its sensors show it.
  private struct Season: Sendable {
    var name: String
    var start = School.defaultStart
    var days = 90
    var interval = 300
    var hasSupplyAlone = false
    /// How the heating is run, where it has one state all the season.
    var run: (@Sendable (inout Plant.Control) -> Void)?
  }

  private static let winter = Season(name: "300s")
  private static let alone = Season(name: "300s-supply", hasSupplyAlone: true)
  private static let fine = Season(name: "60s", interval: 60)
  private static let hourly = Season(name: "3600s", interval: 3600)
  /// From midnight of 1 July 2021 in France.
  private static let year = Season(name: "year", start: 1_625_090_400, days: 365)
  /// June to September 2021, the heating shut down.
  private static let summer = Season(name: "summer", start: 1_622_498_400, days: 122) {
    $0.summer = 1...366
  }
  private static let alwaysOn = Season(name: "always-on") { $0.alwaysOn = true }

  /// All families, the first seeds of each.
  ///
  /// - Parameter seeds: How many seeds of the winters at 300 s; of other seasons a fifth.
  /// - Returns: The sources, each of one building's circuits.
  static func all(seeds: Int) -> [Source] {
    let few = (seeds + 4) / 5
    let ordinary = [
      (winter, seeds), (alone, seeds), (fine, few), (hourly, few), (year, few), (summer, few),
      (alwaysOn, few),
    ]
    let hard = [(winter, seeds), (summer, few)]
    func sources(of kinds: [PlantKind], in seasons: [(Season, Int)]) -> [Source] {
      kinds.flatMap { kind in
        seasons.flatMap { season, seeds in (1...seeds).map { source(kind, season, seed: $0) } }
      }
    }
    return sources(of: PlantKind.ordinary, in: ordinary) + sources(of: PlantKind.hard, in: hard)
  }

  private static func source(_ kind: PlantKind, _ season: Season, seed: Int) -> Source {
    let family = Family(
      name: "sim/\(kind.rawValue)/\(season.name)", variant: season.name,
      nature: season.run != nil
        ? .oneState : PlantKind.hard.contains(kind) ? .hard : .ordinary)
    let name = "\(family.name)/\(seed)"
    return Source(name: name) {
      var plant = Plant.variant(kind, seed: UInt64(seed))
      for index in plant.circuits.indices { season.run?(&plant.circuits[index].control) }
      let school = try School(
        seed: UInt64(seed), start: season.start, days: season.days, interval: season.interval,
        plant: plant
      ).simulate()
      return school.circuits.map { circuit in
        let series = school.series(of: circuit)
        return System(
          name: "\(name)/\(circuit.name)", family: family, seed: seed,
          series: season.hasSupplyAlone ? series.supplyAlone : series,
          truth: school.truth(of: circuit))
      }
    }
  }
}

extension SimulatedSchool {
  /// The temperatures of a circuit.
  fileprivate func series(of circuit: SimulatedCircuit) -> CircuitSeries {
    func values(_ name: String) -> [Float] { feed(name)?.values ?? [] }
    return CircuitSeries(
      start: start, interval: interval, supply: values(circuit.supply),
      return: values(circuit.return), indoor: circuit.indoor.map(values),
      outdoor: values(circuit.outdoor), plantRoom: values(circuit.plantRoom))
  }

  /// When heat was delivered to a circuit.
  fileprivate func truth(of circuit: SimulatedCircuit) -> Truth {
    Truth(
      start: start, interval: interval, states: circuit.trueState.map { $0 == 1 ? .on : .off })
  }
}
