import Feeds
import Testing

@Suite struct StateTests {
  @Test(arguments: State.allCases)
  func `a state is told again from its point, its name and its code`(state: State) {
    #expect(State(point: state.point) == state)
    #expect(State(name: state.name) == state)
    #expect(State(rawValue: state.rawValue) == state)
  }

  @Test func `a point is on from half up, and unknown when NaN`() {
    let points: [Float] = [-.infinity, -1, 0, 0.499_999_97, 0.5, 1, 7, .infinity]
    #expect(points.map { State(point: $0) } == [.off, .off, .off, .off, .on, .on, .on, .on])
    #expect(State(point: -.nan) == .unknown)
    #expect(State(point: .signalingNaN) == .unknown)
  }

  @Test(arguments: ["", "On", "1", "heating"])
  func `other names stand for no state`(name: String) {
    #expect(State(name: name) == nil)
  }

  @Test func `the points are those of the format`() {
    #expect(State.off.point == 0 && State.on.point == 1)
    #expect(State.unknown.point.bitPattern == 0x7FC0_0000)
  }
}
