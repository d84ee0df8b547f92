import TestSupport
import Testing

@testable import Schedule

struct StatisticsTests {
  @Test func `quartiles lie between values`() {
    #expect(Spread([Double]()) == nil)
    #expect(Spread([.nan, .infinity]) == nil)
    let spread = Spread([4, 1, 3, 2, 5, .nan])
    #expect(spread == Spread(sorted: [1, 2, 3, 4, 5]))
    #expect(spread?.low == 2 && spread?.median == 3 && spread?.high == 4 && spread?.count == 5)
    #expect(Spread([1, 2])?.median == 1.5)
  }

  @Test func `times around midnight have midnight between them`() throws {
    let spread = try #require(ClockSpread([86_400 - 600, 600, 0, 1_200, 85_200]))
    #expect(spread.median == 0)
    #expect(spread.low == 85_800 && spread.high == 600)
    #expect(ClockSpread([]) == nil)
    let one = try #require(ClockSpread([90_000]))
    #expect(one.median == 3_600 && one.usual == 3_600 && one.usualCount == 1)
  }

  @Test func `the usual time is that of the densest half-hour`() throws {
    let times = [6 * 3_600, 6 * 3_600 + 600, 6 * 3_600 + 600, 9 * 3_600, 12 * 3_600, 15 * 3_600]
    let spread = try #require(ClockSpread(times))
    #expect(spread.usual == 6 * 3_600 + 600 && spread.usualCount == 3)
  }

  @Test func `a median line is not turned by outliers, and thins what is many`() throws {
    for count in [20, 5_000] {
      let points = (0..<count).map { index -> (x: Double, y: Double) in
        let x = Double(index % 100) / 5
        return (x, index % 5 == 0 ? 500 : 3 - 0.8 * x)
      }
      let line = try #require(MedianLine(points, apart: 1))
      #expect(abs(line.slope + 0.8) < 0.02)
    }
    #expect(MedianLine([(1, 2), (1.5, 7)], apart: 1) == nil)
    #expect(MedianLine([], apart: 1) == nil)
  }

  @Test func `groups are parted where they lie apart`() throws {
    let groups = try #require(TwoGroups([(1, 1), (2, 3), (1.5, 1), (9, 2), (10, 1)]))
    #expect(groups.threshold == 5.5)
    #expect(groups.lower == 1.7 && abs(groups.upper - 28.0 / 3) < 1e-9)
    #expect(TwoGroups([(3, 1), (3, 2)]) == nil)
  }

  @Test(arguments: 0..<50)
  func `times without and within others are those that a naive count finds`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    func ranges() -> [Range<Int>] {
      var ranges: [Range<Int>] = []
      var next = 0
      while next < 60 {
        let start = next + Int.random(in: 0...6, using: &generator)
        let end = start + Int.random(in: 1...8, using: &generator)
        ranges.append(start..<end)
        next = end + Int.random(in: 0...2, using: &generator)
      }
      return ranges
    }
    let (some, others) = (ranges(), ranges())
    func holds(_ ranges: [Range<Int>], _ value: Int) -> Bool {
      ranges.contains { $0.contains(value) }
    }
    let without = some.subtracting(others)
    let within = some.intersecting(others)
    for value in 0..<80 {
      #expect(holds(without, value) == (holds(some, value) && !holds(others, value)))
      #expect(holds(within, value) == (holds(some, value) && holds(others, value)))
    }
    #expect(without.allSatisfy { !$0.isEmpty } && within.allSatisfy { !$0.isEmpty })
  }
}
