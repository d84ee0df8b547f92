import Testing

@testable import Inference

@Suite struct DecisionGridTests {
  @Test func `blocks last no longer than the target, or one sample`() {
    for (interval, perBlock) in [(10, 30), (60, 5), (200, 1), (300, 1), (301, 1), (3600, 1)] {
      let grid = DecisionGrid(samples: 100, interval: interval, target: 300)
      #expect(grid.samplesPerBlock == perBlock)
      #expect(grid.interval == interval * perBlock)
    }
  }

  @Test func `means pass over gaps and the last block may be short`() {
    let grid = DecisionGrid(samples: 5, interval: 150, target: 300)
    let means = grid.means(of: [1, 3, .nan, .nan, 5])
    #expect(means[0] == 2)
    #expect(means[1].isNaN)
    #expect(means[2] == 5)
    #expect(grid.samples(of: 2) == 4..<5)
  }

  @Test func `a block is a person's where most of it is`() {
    let grid = DecisionGrid(samples: 6, interval: 100, target: 300)
    #expect(grid.majority(of: [.on, .on, nil, .off, nil, nil]) == [.on, nil])
  }

  @Test func `a duration is at least one block`() {
    let grid = DecisionGrid(samples: 10, interval: 3600, target: 300)
    #expect(grid.blocks(lasting: 900) == 1)
    #expect(grid.blocks(lasting: 7200) == 2)
  }
}
