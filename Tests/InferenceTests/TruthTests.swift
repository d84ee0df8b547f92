import Inference
import Testing

@Suite struct TruthTests {
  @Test func `segments may come in any order and the later in the list holds`() {
    let truth = Truth(segments: [(50, 100, .on), (0, 80, .off), (90, 90, .off), (95, 40, .off)])
    #expect(truth.segments.map(\.start) == [0, 80])
    #expect(truth.segments.map(\.end) == [80, 100])
    #expect(truth.segments.map(\.state) == [.off, .on])
  }

  @Test func `segments that touch and agree are one`() {
    let truth = Truth(segments: [(0, 50, .on), (50, 100, .on), (120, 130, .on)])
    #expect(truth.segments.map(\.start) == [0, 120])
    #expect(truth.segments.map(\.end) == [100, 130])
  }

  @Test func `in a window all is off but what is on or uncertain`() {
    let truth = Truth(
      window: (100, 200), on: [(90, 120), (150, 170)], uncertain: [(160, 180), (195, 300)])
    #expect(truth.segments.map(\.start) == [100, 120, 150, 180])
    #expect(truth.segments.map(\.end) == [120, 150, 160, 195])
    #expect(truth.segments.map(\.state) == [.on, .off, .on, .off])
  }

  @Test func `samples hold until the next`() {
    let truth = Truth(start: 1000, interval: 10, states: [.on, .on, .unknown, .off])
    #expect(truth.segments.map(\.start) == [1000, 1030])
    #expect(truth.segments.map(\.end) == [1020, 1040])
  }

  @Test func `sampling takes a start in and an end out`() {
    let truth = Truth(segments: [(1000, 1020, .on), (1020, 1025, .off), (1035, 2000, .on)])
    #expect(
      truth.sampled(start: 990, interval: 10, count: 7)
        == [.unknown, .on, .on, .off, .unknown, .on, .on])
    #expect(truth.sampled(start: 0, interval: 10, count: 0).isEmpty)
    #expect(truth.sampled(start: 0, interval: 0, count: 2) == [.unknown, .unknown])
    #expect(truth.sampled(start: .max, interval: 10, count: 2) == [.unknown, .unknown])
  }
}
