/// The sensors besides supply and room, on the grid of decisions, without those that tell nothing.
struct SurroundingSensors: Sendable {
  private(set) var back: [Float]?
  private(set) var outdoor: [Float]?
  private(set) var plantRoom: [Float]?
  /// What was left out, one sentence each.
  private(set) var notes: [String] = []

  /// Medians of the outside and of a plant room, °C.
  static let plausibleOutdoor: ClosedRange<Float> = -30...35
  private static let plausiblePlantRoom: ClosedRange<Float> = -10...60

  /// - Parameters:
  ///   - series: The temperatures.
  ///   - circuit: Its supply on the grid.
  init(_ series: CircuitSeries, on circuit: PreparedCircuit) {
    back = usable(series.return, "return", on: circuit.grid)
    outdoor = usable(
      series.outdoor, "outdoor", on: circuit.grid, medians: Self.plausibleOutdoor)
    plantRoom = usable(
      series.plantRoom, "plant room", on: circuit.grid, medians: Self.plausiblePlantRoom)
    if let values = back, Self.isSame(values, circuit.supply) {
      back = nil
      notes.append("The return temperature was left out: it is the supply's all the time.")
    }
  }

  private mutating func usable(
    _ values: [Float]?, _ role: String, on grid: DecisionGrid,
    medians: ClosedRange<Float> = -.infinity ... .infinity
  ) -> [Float]? {
    guard var values else { return nil }
    _ = SeriesCheck.removeImpossible(&values)
    if let fault = SensorFault(of: values, medians: medians) {
      notes.append("The \(role) temperature was left out: it \(fault.clause).")
      return nil
    }
    return grid.means(of: values)
  }

  private static func isSame(_ one: [Float], _ other: [Float]) -> Bool {
    var differing = 0
    var common = 0
    for k in one.indices where !one[k].isNaN && !other[k].isNaN {
      common += 1
      if abs(one[k] - other[k]) > SensorFault.leastRange { differing += 1 }
    }
    return differing * 200 <= common
  }
}
