import TestSupport
import Testing

@testable import Inference

@Suite struct EvidenceTableTests {
  @Test func `a reading that is seen more often when on speaks for on`() {
    let cells = (0..<1000).map { UInt16($0 % 2 == 0 ? 2 : 9) }
    let table = EvidenceTable(
      rows: 3, columns: 4, cells: cells, isOn: cells.map { $0 == 9 }, weight: 1)
    #expect(table[9] > 2)
    #expect(table[2] < -2)
    #expect(table[EvidenceTable.none] == 0)
  }

  @Test func `a reading that was never seen says little, however rare a state is`() {
    let cells = (0..<1000).map { _ in UInt16(0) }
    let table = EvidenceTable(
      rows: 5, columns: 5, cells: cells, isOn: (0..<1000).map { $0 < 20 }, weight: 1)
    #expect(abs(table[24]) < 1)
    #expect(abs(table[0]) < 0.5)
  }

  @Test func `no reading is surer than the surest, and all count by the weight`() {
    let cells = (0..<100_000).map { UInt16($0 % 2 == 0 ? 0 : 80) }
    for weight: Float in [0.5, 1] {
      let table = EvidenceTable(
        rows: 9, columns: 9, cells: cells, isOn: cells.map { $0 == 80 }, weight: weight)
      #expect(table[80] == weight * EvidenceTable.strongest)
      #expect(table[0] == -weight * EvidenceTable.strongest)
    }
  }

  @Test func `one state alone says nothing`() {
    let cells = (0..<100).map { _ in UInt16(3) }
    let table = EvidenceTable(
      rows: 2, columns: 2, cells: cells, isOn: cells.map { _ in true }, weight: 1)
    #expect((0..<4).allSatisfy { table[$0].isFinite })
  }
}

@Suite struct EvidenceCellsTests {
  private let hostile: [Float] = [
    .infinity, -.infinity, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 0, -0.0, 1e9, -8,
    16,
    15.95, 12, 11.999, -4, 100,
  ]

  @Test func `every reading has a cell of the table, and what is none has none`() {
    for surplus in hostile {
      for excess in hostile {
        let cell = EvidenceCells.cell(surplus: surplus, excess: excess)
        #expect(Int(cell) < EvidenceCells.surpluses * EvidenceCells.excesses)
      }
      #expect(Int(EvidenceCells.difference(surplus)) < EvidenceCells.differences)
      #expect(EvidenceCells.cell(surplus: surplus, excess: .nan) == EvidenceTable.none)
      #expect(EvidenceCells.cell(surplus: .nan, excess: surplus) == EvidenceTable.none)
    }
    #expect(EvidenceCells.difference(.nan) == EvidenceTable.none)
  }

  @Test func `larger readings have later cells`() {
    let surpluses = stride(from: Float(-9), to: 17, by: 0.25).map {
      EvidenceCells.cell(surplus: $0, excess: -10)
    }
    #expect(zip(surpluses, surpluses.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(Set(surpluses).count == EvidenceCells.surpluses)
    let excesses = stride(from: Float(-6), to: 60, by: 0.5).map {
      EvidenceCells.cell(surplus: -100, excess: $0)
    }
    #expect(zip(excesses, excesses.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(Set(excesses).count == EvidenceCells.excesses)
  }
}
