import Inference
import Simulation

/// Simulated schools, whose truth is known to the sample.
enum SimulatedSources {
  /// One season of one kind of plant, as its sensors show it.
  struct Season: Sendable {
    var name: String
    var start = School.defaultStart
    var days = 90
    var interval = 300
    var hasSupplyAlone = false
    var nature: Family.Nature?
    /// The plant as it is run in that season.
    var run: @Sendable (Plant) -> Plant = { $0 }
  }

  /// Midnight of 1 June 2021 in France.
  private static let june = 1_622_498_400
  /// Midnight of 1 July 2021 in France.
  private static let july = 1_625_090_400

  /// All families, the first seeds of each.
  ///
  /// - Parameter seeds: How many seeds of the families that are judged by their worst; of the others
  ///   there are fewer.
  /// - Returns: The sources, each of one school's circuits.
  static func all(seeds: Int) -> [Source] {
    let few = (seeds + 4) / 5
    let winter = Season(name: "300s")
    let ordinary: [(Season, Int)] = [
      (winter, seeds), (Season(name: "300s-supply", hasSupplyAlone: true), seeds),
      (Season(name: "60s", interval: 60), few), (Season(name: "3600s", interval: 3600), few),
      (Season(name: "year", start: july, days: 365), few),
      (Season(name: "summer", start: june, days: 122, nature: .oneState) { $0.shutDown() }, few),
      (Season(name: "always-on", nature: .oneState) { $0.neverReduced() }, few),
    ]
    return Kind.all.flatMap { kind in
      (kind.isHard ? [(winter, few)] : ordinary).flatMap { season, seeds in
        sources(of: kind, in: season, seeds: seeds)
      }
    }
  }

  private static func sources(of kind: Kind, in season: Season, seeds: Int) -> [Source] {
    let family = Family(
      plant: kind.name, variant: season.name,
      nature: season.nature ?? (kind.isHard ? .hard : .ordinary))
    return (1..<1 + seeds).map { seed in
      Source(name: "\(family.name)/\(seed)") {
        let school = try School(
          seed: UInt64(seed), start: season.start, days: season.days, interval: season.interval,
          plant: season.run(kind.plant)
        ).simulate()
        return school.circuits.map { circuit in
          let series = school.series(of: circuit)
          return System(
            name: "\(family.name)/\(seed)/\(circuit.name)", family: family, seed: seed,
            series: season.hasSupplyAlone ? series.supplyAlone : series,
            truth: school.truth(of: circuit))
        }
      }
    }
  }
}

/// A kind of plant to be simulated.
struct Kind: Sendable {
  let name: String
  let plant: Plant
  var isHard = false

  static let all = [Kind(name: "school", plant: .school)]
}

extension Plant {
  /// The same plant with its heating shut down for the season: whatever warms its water is no heat
  /// delivered.
  fileprivate func shutDown() -> Plant {
    var plant = self
    for index in plant.circuits.indices {
      plant.circuits[index].control.normalLimit = -30
      plant.circuits[index].control.reducedLimit = -30
    }
    return plant
  }

  /// The same plant with neither setback nor cut-out, asked for warmer rooms than it ever has.
  fileprivate func neverReduced() -> Plant {
    var plant = self
    for index in plant.circuits.indices {
      plant.circuits[index].control.normalLimit = 40
      plant.circuits[index].control.reducedLimit = 40
      plant.circuits[index].control.normalRoom = 25
      plant.circuits[index].control.reducedRoom = 25
      plant.circuits[index].control.setbackRoom = 24
    }
    return plant
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
