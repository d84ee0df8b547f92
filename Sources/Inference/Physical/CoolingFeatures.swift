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
  /// The cell of each excess, where it is known.
  let excessCells: [UInt8]
  /// Change of the supply to the next block, K; NaN at the last of a stretch.
  let change: Change
  private let supply: [Float]
  private let room: [Float]
  private let memory: WaterMemory
  /// Outside and plant room, °C; empty where not measured.
  private let outdoor: [Float]
  private let plantRoom: [Float]

  /// - Parameters:
  ///   - supply: Supply temperatures, °C, NaN where not known.
  ///   - room: Room temperatures, °C, none missing.
  ///   - surroundings: Outside and plant room, °C; nil where not measured, NaN where missing.
  ///   - interval: Seconds of a block.
  init(
    supply: [Float], room: [Float], surroundings: (outdoor: [Float]?, plantRoom: [Float]?),
    interval: Int
  ) {
    self.supply = supply
    self.room = room
    outdoor = surroundings.outdoor ?? []
    plantRoom = surroundings.plantRoom ?? []
    excess = zip(supply, room).map { $0 - $1 }
    excessCells = excess.map { $0.isNaN ? 0 : UInt8(truncatingIfNeeded: EvidenceCells.excess($0)) }
    change = Change(supply: supply)
    memory = WaterMemory(supply: supply, constants: Self.memories, interval: interval)
  }

  /// Calls back with the regressors of blocks: ``count`` and two zeros; all zero where the supply is not
  /// known.
  ///
  /// - Parameters:
  ///   - blocks: Which, in order.
  ///   - body: Takes a block and its regressors.
  @inline(__always)
  func forEachRow(
    of blocks: some Sequence<Int>, _ body: (_ block: Int, _ row: SIMD8<Float>) -> Void
  ) {
    // The surroundings against the room, as last seen.
    var outside = LastSeen(outdoor)
    var plant = LastSeen(plantRoom)
    var water = memory.walk
    for block in blocks {
      let air = room[block]
      outside.go(to: block, against: room)
      plant.go(to: block, against: room)
      guard !supply[block].isNaN else {
        body(block, .zero)
        continue
      }
      let kept = water.go(to: block) - SIMD2(repeating: air)
      body(
        block, SIMD8(1, supply[block] - air, kept.x, kept.y, outside.value, plant.value, 0, 0))
    }
  }

  /// The last value of a sensor there was, against the room then; 0 before the first.
  private struct LastSeen {
    private let sensor: [Float]
    private(set) var value: Float = 0
    private var block = -1

    init(_ sensor: [Float]) { self.sensor = sensor }

    @inline(__always)
    mutating func go(to block: Int, against room: [Float]) {
      guard !sensor.isEmpty else { return }
      var seen = block
      while seen > self.block, sensor[seen].isNaN { seen -= 1 }
      if seen > self.block { value = sensor[seen] - room[seen] }
      self.block = block
    }
  }

  /// The change of the supply from each block to the next.
  struct Change: Sendable {
    fileprivate let supply: [Float]

    @inline(__always)
    subscript(block: Int) -> Float {
      block + 1 < supply.count ? supply[block + 1] - supply[block] : .nan
    }
  }
}
