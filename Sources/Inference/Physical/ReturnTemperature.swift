/// What the return temperature of a circuit tells of the delivery of heat.
///
/// Two things. Where water comes back warmer than it left, no heat was delivered; that is believed of a
/// return that is clearly cooler than the supply whenever the supply is hot. And the difference of the
/// two is evidence, if it sets the states apart: a return behind an open bypass does not.
struct ReturnTemperature: Sendable {
  private let supply: [Float]
  private let back: [Float]
  private let cells: [UInt16]
  /// Blocks that came back warmer than they left; nil where the sensors cannot show it.
  let unheated: [Bool]?

  /// Least difference, in the middle, that a return must show while the supply is hot, K.
  private static let leastDrop: Float = 1
  /// Share of the hot blocks that may be reversed.
  private static let mostReversed: Float = 0.05
  /// How far the sensors may be apart at one temperature, K.
  private static let offset: Float = 0.5
  /// Area under the receiver operating characteristic of a difference that is a good sign.
  private static let clear = 0.95

  /// - Parameters:
  ///   - supply: Supply temperatures, °C.
  ///   - back: Return temperatures, °C, as many.
  init(supply: [Float], back: [Float]) {
    self.supply = supply
    self.back = back
    cells = zip(supply, back).map { EvidenceCells.difference($0 - $1) }
    let hot = quantile(0.75, of: supply[...]) ?? .infinity
    let whenHot = zip(supply, back).compactMap { $0 >= hot ? $0 - $1 : nil }
    guard let middle = quantile(0.5, of: whenHot[...]), middle >= Self.leastDrop,
      let least = quantile(Double(Self.mostReversed), of: whenHot[...]), least > -Self.offset
    else {
      unheated = nil
      return
    }
    unheated = zip(supply, back).map { $0 - $1 < -Self.offset }
  }

  /// Supply less return, K, block by block; NaN where one is missing.
  var difference: [Float] { zip(supply, back).map { $0 - $1 } }

  /// What the difference says for on or off.
  ///
  /// - Parameters:
  ///   - isOn: The supposed states.
  ///   - weight: What its evidence is multiplied by.
  /// - Returns: Nil where it does not set the states apart.
  func table(from isOn: [Bool], weight: Float) -> EvidenceTable? {
    let counts = CellCounts(EvidenceCells.differences, of: cells, isOn: isOn)
    guard Self.setsApart(counts) else { return nil }
    return EvidenceTable(
      rows: EvidenceCells.differences, columns: 1, counts: counts, weight: weight)
  }

  /// What one block's difference says by a table.
  func vote(of block: Int, by table: EvidenceTable) -> Float { table[cells[block]] }

  /// Adds the return's evidence to the supply's.
  ///
  /// - Parameters:
  ///   - table: What the difference says; nil where it is not asked.
  ///   - evidence: A log-likelihood ratio a block.
  ///   - weight: What the supply's evidence is multiplied by.
  func add(_ table: EvidenceTable?, to evidence: inout [Float], weight: Float) {
    table?.add(cells, to: &evidence)
    guard let unheated = unheated?.span else { return }
    precondition(evidence.count == unheated.count)
    var evidence = evidence.mutableSpan
    for k in unheated.indices {
      let value = evidence[unchecked: k]
      evidence[unchecked: k] = unheated[unchecked: k] ? -EvidenceTable.strongest * weight : value
    }
  }

  /// Whether the difference of supply and return sets the supposed states apart.
  func setsApart(_ isOn: [Bool]) -> Bool {
    Self.setsApart(CellCounts(EvidenceCells.differences, of: cells, isOn: isOn))
  }

  /// Whether a block on so often has a larger difference than one off.
  private static func setsApart(_ counts: CellCounts) -> Bool {
    var below = 0.0
    var area = 0.0
    var above = 0.0
    for (on, off) in zip(counts.on, counts.off) {
      area += on * (below + off / 2)
      below += off
      above += on
    }
    return above * below > 0 && area / (above * below) > clear
  }
}
