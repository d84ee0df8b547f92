/// What radiators and building remember of a circuit's water: its temperature, followed with the time constant
/// of either.
///
/// It is kept of every eighth block and followed anew from there: kept of all, it would take as much memory as
/// two sensors.
struct WaterMemory: Sendable {
  private let supply: [Float]
  /// The share of a difference that is followed in a block.
  private let gain: SIMD2<Float>
  /// What is remembered before every eighth block, °C: of the first water, that it had always been there.
  private let kept: [SIMD2<Float>]
  private static let step = 8

  /// - Parameters:
  ///   - supply: Supply temperatures, °C, block by block; NaN where not known.
  ///   - constants: The time constants of radiators and building, s.
  ///   - interval: Seconds of a block.
  init(supply: [Float], constants: (radiators: Double, building: Double), interval: Int) {
    func gain(_ constant: Double) -> Float {
      Float(1 - Double(exponential(-Float(Double(interval) / constant))))
    }
    let gains = SIMD2(gain(constants.radiators), gain(constants.building))
    var kept: [SIMD2<Float>] = []
    kept.reserveCapacity(supply.count / Self.step + 1)
    var value = SIMD2(repeating: supply.first { !$0.isNaN } ?? 0)
    for block in supply.indices {
      if block % Self.step == 0 { kept.append(value) }
      value = Self.followed(value, supply[block], gains)
    }
    self.supply = supply
    self.gain = gains
    self.kept = kept
  }

  @inline(__always)
  private static func followed(
    _ value: SIMD2<Float>, _ water: Float, _ gain: SIMD2<Float>
  ) -> SIMD2<Float> {
    water.isNaN ? value : value + gain * (SIMD2(repeating: water) - value)
  }

  /// Goes from block to block.
  struct Walk {
    fileprivate let memory: WaterMemory
    private var value = SIMD2<Float>.zero
    private var next = 0

    fileprivate init(_ memory: WaterMemory) { self.memory = memory }

    /// What radiators and building remember at the end of a block, °C; it costs little to go on by one.
    @inline(__always)
    mutating func go(to block: Int) -> SIMD2<Float> {
      let place = block / WaterMemory.step
      let first = place * WaterMemory.step
      if next <= first || next > block {
        value = memory.kept[place]
        next = first
      }
      while next <= block {
        value = WaterMemory.followed(value, memory.supply[next], memory.gain)
        next += 1
      }
      return value
    }
  }

  var walk: Walk { Walk(self) }
}
