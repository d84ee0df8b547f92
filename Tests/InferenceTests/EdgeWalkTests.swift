import Testing

@testable import Inference

@Suite struct EdgeWalkTests {
  private var walk: EdgeWalk {
    EdgeWalk(
      riseLimit: 12, fallLimit: 24, decayLimit: 144, steep: 0.15, noise: 0.15, span: 6,
      decay: 0.02, minimumOff: 2, minimumOn: 2)
  }

  private func move(
    _ edges: [Edge], _ supply: [Float], hand: [HeatState?]? = nil
  ) -> [Int] {
    let room = [Float](repeating: 20, count: supply.count)
    return walk.walk(edges, supply: supply, room: room, hand: hand, in: 0..<supply.count)
      .map(\.index)
  }

  @Test func `a fall is followed back to its knee and a rise to its foot`() {
    let supply: [Float] = [40, 40, 40, 38, 36, 34, 32, 30, 30, 30, 33, 36, 39]
    #expect(
      move([Edge(index: 7, rising: false), Edge(index: 11, rising: true)], supply) == [2, 9])
  }

  @Test func `a step of the sensor is not a slope`() {
    #expect(move([Edge(index: 4, rising: false)], [40.2, 40.1, 40, 39.9, 39.8, 39.7]) == [4])
  }

  @Test func `the limits hold`() {
    let falling = (0..<100).map { Float(100 - $0) }
    let strict = EdgeWalk(
      riseLimit: 3, fallLimit: 5, decayLimit: 0, steep: 0.15, noise: 0.15, span: 6, decay: 0.02,
      minimumOff: 2, minimumOn: 2)
    let room = [Float](repeating: 20, count: 100)
    let fall = strict.walk(
      [Edge(index: 50, rising: false)], supply: falling, room: room, hand: nil, in: 0..<100)
    #expect(fall.map(\.index) == [45])
    let rise = strict.walk(
      [Edge(index: 50, rising: true)], supply: falling.reversed(), room: room, hand: nil,
      in: 0..<100)
    #expect(rise.map(\.index) == [47])
  }

  @Test func `an edge leaves the run before it its minimum`() {
    let supply: [Float] = [20, 20, 60, 58, 56, 54, 52, 50]
    #expect(
      move([Edge(index: 2, rising: true), Edge(index: 6, rising: false)], supply) == [1, 3])
  }

  @Test func `an edge does not enter what a person decided, nor leave where one put it`() {
    let supply: [Float] = [40, 38, 36, 34, 32, 30, 28]
    var hand = [HeatState?](repeating: nil, count: 7)
    hand[2] = .on
    #expect(move([Edge(index: 5, rising: false)], supply, hand: hand) == [3])
    #expect(move([Edge(index: 5, rising: false, pinned: true)], supply) == [5])
  }

  @Test func `a slow decay is followed for hours, and a slow turning down is not`() {
    var decay = [Float](repeating: 60, count: 20)
    var excess: Float = 40
    while excess > 7 {
      excess *= 0.985
      decay.append(20 + excess)
    }
    let crossing = decay.count - 1
    for _ in 0..<30 {
      excess *= 0.985
      decay.append(20 + excess)
    }
    #expect(move([Edge(index: crossing, rising: false)], decay) == [19])

    let turnedDown = (0..<60).map { 45 - Float($0) * 0.05 } + (0..<40).map { 42 - Float($0) * 0.5 }
    #expect(move([Edge(index: 75, rising: false)], turnedDown) == [60])
  }

  @Test func `along a known relaxation a fall is followed only as fast as it is`() {
    var known = walk
    let supply: [Float] = [40, 39.7, 39.4, 39.1, 38, 37, 36, 35, 34]
    known.relaxation = [Float](repeating: -1, count: supply.count)
    let room = [Float](repeating: 20, count: supply.count)
    let moved = known.walk(
      [Edge(index: 7, rising: false)], supply: supply, room: room, hand: nil,
      in: 0..<supply.count)
    // The change before the knee is large enough for a part of a fall.
    #expect(moved.map(\.index) == [2])
    known.partOfFall = 0.5
    let strict = known.walk(
      [Edge(index: 7, rising: false)], supply: supply, room: room, hand: nil,
      in: 0..<supply.count)
    #expect(strict.map(\.index) == [3])
  }
}
