/// The cells into which readings are sorted for an ``EvidenceTable``.
enum EvidenceCells {
  static let surpluses = 17
  static let excesses = 26
  static let differences = 77

  /// The cell of a surplus and an excess; none where either is not a number.
  @inline(__always)
  static func cell(surplus: Float, excess value: Float) -> UInt16 {
    guard !surplus.isNaN, !value.isNaN else { return EvidenceTable.none }
    return UInt16(truncatingIfNeeded: self.surplus(surplus) * excesses + excess(value))
  }

  /// Cells of a surplus in units of its spread, narrow about 0.
  @inline(__always)
  private static func surplus(_ value: Float) -> Int {
    Int(surplusCell[Int((min(max(value, -8), 15.9) + 8) * 2)])
  }

  /// Cells of 1 K up to 12 K, then of 3 K.
  @inline(__always)
  static func excess(_ value: Float) -> Int {
    if value < 12 { return Int(max(value, -4) + 4) }
    return min(excesses - 1, 16 + Int((min(value, 100) - 12) / 3))
  }

  /// Cells of a quarter of a kelvin; none for what is not a number.
  @inline(__always)
  static func difference(_ value: Float) -> UInt16 {
    guard !value.isNaN else { return EvidenceTable.none }
    return UInt16((min(max(value, -4), 15) + 4) * 4)
  }

  /// The cell of each half spread from -8 on.
  private static let surplusCell: [UInt8] = {
    let cuts: [Float] = [-4, -2.5, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2, 2.5, 3, 4, 5, 7, 10]
    return (0..<48).map { half in
      UInt8(cuts.count { $0 <= Float(half) / 2 - 8 })
    }
  }()
}
