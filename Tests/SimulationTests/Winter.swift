@testable import Simulation

/// Some weeks of one circuit in winter, as arrays to look at.
struct Winter {
  let plant: Plant
  let supply: [Float]
  let back: [Float]
  /// Mean of the rooms' sensors.
  let room: [Float]
  let state: [UInt8]
  let regime: [Regime]
  let heat: [Float]
  let interval: Int

  /// - Parameters:
  ///   - kind: The kind of plant.
  ///   - seed: Of plant and weather.
  ///   - days: From 18 January 2021.
  ///   - interval: Seconds.
  /// - Throws: What a plant or school out of bounds throws.
  init(_ kind: PlantKind, seed: UInt64, days: Int, interval: Int = 300) throws {
    plant = Plant.variant(kind, seed: seed)
    let school = try School(
      seed: seed, start: 1_610_924_400, days: days, interval: interval, plant: plant
    ).simulate()
    let circuit = school.circuits[school.circuits.count - 1]
    func values(_ name: String) -> [Float] { school.feed(name)?.values ?? [] }
    supply = values(circuit.supply)
    back = values(circuit.return)
    let rooms = circuit.indoor.map(values)
    room = supply.indices.map { index in
      rooms.reduce(0) { $0 + $1[index] } / Float(rooms.count)
    }
    state = circuit.trueState
    regime = circuit.regime
    heat = circuit.heat
    self.interval = interval
  }

  /// The share of samples that are on.
  var share: Double { Double(state.count { $0 == 1 }) / Double(state.count) }

  /// What the supply, or another curve, is above the rooms where `choose` holds of a sample's index,
  /// in order of size.
  func excess(of curve: [Float]? = nil, _ choose: (Int) -> Bool) -> [Float] {
    let curve = curve ?? supply
    return curve.indices.filter(choose).map { curve[$0] - room[$0] }.filter { !$0.isNaN }.sorted()
  }

  /// The runs of one state: their ranges, those at the ends of the record left out.
  func runs(_ wanted: UInt8) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var start: Int?
    for index in state.indices.dropFirst() where state[index] != state[index - 1] {
      if let start, state[index - 1] == wanted { runs.append(start..<index) }
      start = index
    }
    return runs
  }
}

extension [Float] {
  /// The value below which a share of sorted values lies.
  func quantile(_ share: Double) -> Float {
    isEmpty ? .nan : self[Swift.min(count - 1, Int(share * Double(count)))]
  }
}
