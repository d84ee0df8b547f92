/// What a pair of readings says for on or off, learnt from blocks whose state is supposed.
///
/// Two histograms over the same cells, one a state, smoothed; where they are thin, what the rows and
/// the columns say by themselves counts instead. A cell's evidence is the log of the ratio of its
/// probabilities.
struct EvidenceTable: Sendable {
  let rows: Int
  let columns: Int
  private let logRatio: [Float]
  /// The same of each column, whatever its row.
  private let columnLogRatio: [Float]

  /// Largest log-ratio of one cell: no reading is taken to be surer.
  static let strongest: Float = 5
  /// How many blocks of the rarer state the rows and columns by themselves are worth against a cell's
  /// own count; the same share of either state, so that a cell never seen speaks for none.
  private static let prior = 30.0
  /// What every row and column has besides its count, as a share of all blocks.
  private static let floor = 0.001

  /// - Parameters:
  ///   - rows: Cells of the first reading.
  ///   - columns: Cells of the second.
  ///   - cells: The cell of each block, `row * columns + column`; ``none`` where there is no reading.
  ///   - isOn: The supposed states.
  ///   - weight: What the log-ratios are multiplied by: below 1 where neighbouring blocks tell the
  ///     same thing twice.
  init(rows: Int, columns: Int, cells: [UInt16], isOn: [Bool], weight: Float) {
    self.init(
      rows: rows, columns: columns, counts: CellCounts(rows * columns, of: cells, isOn: isOn),
      weight: weight)
  }

  /// The same of cells that are counted already.
  init(rows: Int, columns: Int, counts: CellCounts, weight: Float) {
    self.rows = rows
    self.columns = columns
    let (on, off) = (counts.on, counts.off)
    let rarer = min(on.reduce(0, +), off.reduce(0, +))
    let share = Self.prior / (rarer + Self.prior)
    let shares = (
      on: Self.probabilities(on, rows, columns, prior: share),
      off: Self.probabilities(off, rows, columns, prior: share)
    )
    func evidence(_ on: Double, _ off: Double) -> Float {
      weight * min(max(logarithm(Float(on / off)), -Self.strongest), Self.strongest)
    }
    logRatio = zip(shares.on, shares.off).map(evidence)
    func sum(_ shares: [Double], _ column: Int) -> Double {
      stride(from: column, to: shares.count, by: columns).reduce(0) { $0 + shares[$1] }
    }
    columnLogRatio = (0..<columns).map { evidence(sum(shares.on, $0), sum(shares.off, $0)) }
  }

  /// The cell of a block without a reading; its evidence is 0.
  static let none = UInt16.max

  @inline(__always)
  subscript(cell: UInt16) -> Float { cell == Self.none ? 0 : logRatio[Int(cell)] }

  /// Adds the evidence of each block, by its cell.
  func add(_ cells: [UInt16], to evidence: inout [Float]) {
    // The last place is that of blocks without a reading.
    let padded = logRatio + [0]
    let (cells, ratios) = (cells.span, padded.span)
    precondition(cells.count == evidence.count)
    var sums = evidence.mutableSpan
    for k in cells.indices {
      sums[unchecked: k] += ratios[unchecked: min(Int(cells[unchecked: k]), ratios.count - 1)]
    }
  }

  /// What a column says, the row not being known.
  func ofColumn(_ column: Int) -> Float { columnLogRatio[column] }

  private static func probabilities(
    _ counts: [Double], _ rows: Int, _ columns: Int, prior: Double
  ) -> [Double] {
    var smooth = counts
    for row in 0..<rows {
      Self.smooth(&smooth, from: row * columns, step: 1, count: columns)
    }
    for column in 0..<columns {
      Self.smooth(&smooth, from: column, step: columns, count: rows)
    }
    let total = smooth.reduce(0, +)
    var byRow = [Double](repeating: 0, count: rows)
    var byColumn = [Double](repeating: 0, count: columns)
    for cell in smooth.indices {
      byRow[cell / columns] += smooth[cell]
      byColumn[cell % columns] += smooth[cell]
    }
    func share(_ count: Double, of cells: Int) -> Double {
      (count + floor * total + 1e-9) / (total + Double(cells) * (floor * total + 1e-9))
    }
    return smooth.indices.map { cell in
      let expected =
        share(byRow[cell / columns], of: rows) * share(byColumn[cell % columns], of: columns)
      return prior * expected + (1 - prior) * smooth[cell] / max(total, 1)
    }
  }

  /// A quarter of each neighbour's count and a half of one's own; the ends are their own neighbours.
  private static func smooth(_ values: inout [Double], from first: Int, step: Int, count: Int) {
    var before = values[first]
    for index in 0..<count {
      let at = first + index * step
      let own = values[at]
      let after = index + 1 < count ? values[at + step] : own
      values[at] = 0.25 * before + 0.5 * own + 0.25 * after
      before = own
    }
  }
}
