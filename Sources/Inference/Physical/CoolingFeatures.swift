/// What the cooling of a circuit left alone may depend on, block by block.
///
/// All temperatures are taken relative to the room, so that the law learnt in January holds in April.
struct CoolingFeatures: Sendable {
  /// Regressors of a block: a constant, the excess `x` of the supply over the room, that of what the
  /// radiators and the building remember of the water, the outside and the plant room.
  static let count = 6
  /// Which of them is the excess.
  static let excess = 1
  /// Time constants over which radiators and building remember the water's temperature, s.
  static let memories: (radiators: Double, building: Double) = (7200, 43_200)

  /// Excess of the supply over the room, K; NaN where the supply is not known.
  let excess: [Float]
  /// Change of the supply to the next block, K; NaN at the last of a stretch.
  let change: Change
  /// The regressors of the blocks.
  let rows: Rows

  /// - Parameters:
  ///   - supply: Supply temperatures, °C, NaN where not known.
  ///   - room: Room temperatures, °C, none missing.
  ///   - surroundings: Outside and plant room, °C; nil where not measured, NaN where missing.
  ///   - interval: Seconds of a block.
  init(
    supply: [Float], room: [Float], surroundings: (outdoor: [Float]?, plantRoom: [Float]?),
    interval: Int
  ) {
    excess = zip(supply, room).map { $0 - $1 }
    change = Change(supply: supply)
    rows = Rows(
      supply: supply, room: room, outdoor: surroundings.outdoor,
      plantRoom: surroundings.plantRoom, radiatorGain: Self.gain(interval, Self.memories.radiators),
      buildingGain: Self.gain(interval, Self.memories.building))
  }

  private static func gain(_ interval: Int, _ constant: Double) -> Float {
    Float(1 - Double(exponential(-Float(Double(interval) / constant))))
  }
}

extension CoolingFeatures {
  /// The change of the supply from each block to the next.
  struct Change: Sendable {
    fileprivate let supply: [Float]

    @inline(__always)
    subscript(block: Int) -> Float {
      block + 1 < supply.count ? supply[block + 1] - supply[block] : .nan
    }
  }

  /// The regressors block by block, ``CoolingFeatures/count`` and two zeros; all zero where the supply is
  /// not known. They are made as they are asked for: kept, they would take most of the memory.
  struct Rows: Sequence, IteratorProtocol, Sendable {
    private let supply: [Float]
    private let room: [Float]
    private let outdoor: [Float]?
    private let plantRoom: [Float]?
    private let radiatorGain: Float
    private let buildingGain: Float
    private var block = 0
    /// What radiators and building remember of the water, °C.
    private var radiators = Float.nan
    private var building = Float.nan
    /// The surroundings against the room as last seen, K.
    private var outside: Float = 0
    private var plant: Float = 0

    fileprivate init(
      supply: [Float], room: [Float], outdoor: [Float]?, plantRoom: [Float]?,
      radiatorGain: Float, buildingGain: Float
    ) {
      self.supply = supply
      self.room = room
      self.outdoor = outdoor
      self.plantRoom = plantRoom
      self.radiatorGain = radiatorGain
      self.buildingGain = buildingGain
    }

    @inline(__always)
    mutating func next() -> SIMD8<Float>? {
      guard block < supply.count else { return nil }
      let water = supply[block]
      let air = room[block]
      if let value = outdoor?[block], !value.isNaN { outside = value - air }
      if let value = plantRoom?[block], !value.isNaN { plant = value - air }
      block += 1
      guard !water.isNaN else { return .zero }
      if radiators.isNaN {
        radiators = water
        building = water
      }
      radiators += radiatorGain * (water - radiators)
      building += buildingGain * (water - building)
      return SIMD8(1, water - air, radiators - air, building - air, outside, plant, 0, 0)
    }
  }
}
