/// What the cooling of a circuit left alone may depend on, block by block.
///
/// All temperatures are taken relative to the room, so that the law learnt in January holds in April.
struct CoolingFeatures: Sendable {
  /// Regressors of a block: a constant, the excess `x` of the supply over the room, that of what the
  /// radiators and the building remember of the water, the outside and the plant room.
  static let count = 6
  /// Time constants over which radiators and building remember the water's temperature, s.
  static let memories: (radiators: Double, building: Double) = (7200, 43_200)

  /// Excess of the supply over the room, K; NaN where the supply is not known.
  let excess: [Float]
  /// Change of the supply to the next block, K; NaN at the last of a stretch.
  let change: [Float]
  /// ``count`` regressors a block.
  private let rows: [Float]

  /// - Parameters:
  ///   - supply: Supply temperatures, °C, NaN where not known.
  ///   - room: Room temperatures, °C, none missing.
  ///   - surroundings: Outside and plant room, °C; nil where not measured, NaN where missing.
  ///   - interval: Seconds of a block.
  init(
    supply: [Float], room: [Float], surroundings: (outdoor: [Float]?, plantRoom: [Float]?),
    interval: Int
  ) {
    let count = supply.count
    var excess = [Float](repeating: .nan, count: count)
    var change = [Float](repeating: .nan, count: count)
    var rows = [Float](repeating: 0, count: count * Self.count)
    let radiatorGain = Float(1 - Self.decay(interval, Self.memories.radiators))
    let buildingGain = Float(1 - Self.decay(interval, Self.memories.building))
    var radiators = Float.nan
    var building = Float.nan
    var outdoor: Float = 0
    var plantRoom: Float = 0
    for k in 0..<count {
      let air = room[k]
      if let value = surroundings.outdoor?[k], !value.isNaN { outdoor = value - air }
      if let value = surroundings.plantRoom?[k], !value.isNaN { plantRoom = value - air }
      guard !supply[k].isNaN else { continue }
      let water = supply[k]
      if radiators.isNaN {
        radiators = water
        building = water
      }
      radiators += radiatorGain * (water - radiators)
      building += buildingGain * (water - building)
      let x = water - air
      excess[k] = x
      if k + 1 < count { change[k] = supply[k + 1] - water }
      let row = k * Self.count
      rows[row] = 1
      rows[row + 1] = x
      rows[row + 2] = radiators - air
      rows[row + 3] = building - air
      rows[row + 4] = outdoor
      rows[row + 5] = plantRoom
    }
    self.excess = excess
    self.change = change
    self.rows = rows
  }

  /// Calls a closure with the regressors of a block.
  @inline(__always)
  func withRow<T>(_ block: Int, _ body: (UnsafeBufferPointer<Float>) -> T) -> T {
    rows.withUnsafeBufferPointer { rows in
      body(
        UnsafeBufferPointer(
          rebasing: rows[block * Self.count..<(block + 1) * Self.count]))
    }
  }

  private static func decay(_ interval: Int, _ constant: Double) -> Double {
    Double(exponential(-Float(Double(interval) / constant)))
  }
}
