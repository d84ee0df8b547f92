/// The cells into which readings are sorted for an ``EvidenceTable``.
enum EvidenceCells {
  static let surpluses = 17
  static let excesses = 26
  static let differences = 77

  /// The cell of a surplus and an excess; none where either is not a number.
  @inline(__always)
  static func cell(surplus: Float, excess value: Float) -> UInt16 {
    value.isNaN
      ? EvidenceTable.none
      : cell(surplus: surplus, excessCell: UInt8(truncatingIfNeeded: excess(value)))
  }

  /// The cell of a surplus and of an excess whose own cell is known; none where the surplus is not a number.
  @inline(__always)
  static func cell(surplus: Float, excessCell: UInt8) -> UInt16 {
    guard !surplus.isNaN else { return EvidenceTable.none }
    return UInt16(truncatingIfNeeded: self.surplus(surplus) * excesses + Int(excessCell))
  }

  /// Cells of a surplus in units of its spread, narrow about 0.
  @inline(__always)
  private static func surplus(_ value: Float) -> Int {
    Int(surplusCell[Int((min(max(value, -8), 15.9) + 8) * 2)])
  }

  /// Cells of 1 K up to 12 K, then of 3 K.
  @inline(__always)
  static func excess(_ value: Float) -> Int {
    let below = Int(min(max(value, -4), 12) + 4)
    let beyond = Int((min(max(value, 12), 100) - 12) / 3)
    return min(excesses - 1, below + beyond)
  }

  /// Cells of a quarter of a kelvin; none for what is not a number.
  @inline(__always)
  static func difference(_ value: Float) -> UInt16 {
    guard !value.isNaN else { return EvidenceTable.none }
    return UInt16((min(max(value, -4), 15) + 4) * 4)
  }

  /// The cell of each half spread from -8 on: a new one begins at -4, -2.5, -1.5, -1, each half up to 3, 4, 5,
  /// 7 and 10.
  private static let surplusCell: [UInt8] = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 4, 5,
    6, 7, 8, 9, 10, 11, 12, 12, 13, 13, 14, 14, 14, 14, 15, 15,
    15, 15, 15, 15, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16,
  ]
}
