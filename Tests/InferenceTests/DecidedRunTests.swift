import Testing

@testable import Inference

@Suite struct DecidedRunTests {
  @Test func `edges lie where states change, and where a hand ends they are pinned`() {
    let on = [false, true, true, true, false, false]
    let begins: [HeatState?] = [nil, nil, nil, nil, nil, nil, .off, nil]
    #expect(
      edges(of: on, from: 2, hand: begins)
        == [Edge(index: 3, rising: true), Edge(index: 6, rising: false)])
    let ends: [HeatState?] = [nil, nil, nil, nil, nil, .on, nil, nil]
    #expect(
      edges(of: on, from: 2, hand: ends)
        == [Edge(index: 3, rising: true), Edge(index: 6, rising: false, pinned: true)])
    #expect(edges(of: [true], from: 0, hand: nil).isEmpty)
  }

  @Test func `a stretch is told as runs of one state`() {
    let run = DecidedRun(
      stretch: 4..<9, startsOn: true,
      edges: [Edge(index: 6, rising: false), Edge(index: 8, rising: true)], logOdds: [])
    var told: [(Range<Int>, Bool)] = []
    run.forEachRun { told.append(($0, $1)) }
    #expect(told.map(\.0) == [4..<6, 6..<8, 8..<9])
    #expect(told.map(\.1) == [true, false, true])
  }
}
