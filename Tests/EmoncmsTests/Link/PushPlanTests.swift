import TestSupport
import Testing

@testable import Emoncms

/// What a push would write, as against every slot looked at by itself.
struct PushPlanTests {
  private func plan(
    _ local: [Float], _ known: [Float], _ remote: [Float], overruling: Bool = false
  ) -> PushPlan {
    PushPlan(local: local, known: known, remote: remote, overruling: overruling)
  }

  @Test func `what is the same everywhere is not written`() {
    let points: [Float] = [0, 1, .nan, 1]
    let plan = plan(points, points, points)
    #expect(plan.blocks.isEmpty && plan.conflicts.isEmpty && plan.foreign.isEmpty)
    #expect(plan.changedPoints == 0)
  }

  @Test func `an edit here is one block, to the slot`() {
    let known = [Float](repeating: 0, count: 500)
    var local = known
    for slot in 100..<200 { local[slot] = 1 }
    local[499] = .nan
    let plan = plan(local, known, known)
    #expect(plan.blocks == [100..<200, 499..<500])
    #expect(plan.changedPoints == 101)
  }

  @Test func `edits near each other are one block where what lies between is the same`() {
    let known = [Float](repeating: 0, count: 500)
    var local = known
    local[100] = 1
    local[165] = 1
    local[240] = 1
    #expect(plan(local, known, known).blocks == [100..<166, 240..<241])
    // A change of somebody else between them is not written over.
    var remote = known
    remote[130] = 1
    let apart = plan(local, known, remote)
    #expect(apart.blocks == [100..<101, 165..<166, 240..<241])
    #expect(apart.foreign == [130..<131])
  }

  @Test func `what was changed here and there is a conflict, and written only when asked`() {
    let known: [Float] = [0, 0, 0, 0]
    let (local, remote): ([Float], [Float]) = ([1, 1, 0, 0], [0, .nan, .nan, 0])
    let careful = plan(local, known, remote)
    #expect(careful.blocks == [0..<1])
    #expect(careful.conflicts == [1..<2])
    #expect(careful.foreign == [2..<3])
    #expect(plan(local, known, remote, overruling: true).blocks == [0..<2])
    // The same change at both ends is none.
    #expect(plan([1, 0], [0, 0], [1, 0]).conflicts.isEmpty)
  }

  @Test func `a feed that has become longer is continued from its end there`() {
    let plan = plan([0, 0, 1, 1, 1], [0, 0], [0, 0, .nan])
    #expect(plan.blocks == [2..<5])
    #expect(plan.conflicts.isEmpty)
    // Somebody else's point beyond the known end is.
    #expect(self.plan([0, 0, 1, 1, 1], [0, 0], [0, 0, 0]).conflicts == [2..<3])
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `any three feeds: all of ours gets there, nothing of theirs is lost`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let values: [Float] = [0, 1, .nan]
    func series(_ count: Int) -> [Float] {
      (0..<count).map { _ in values[Int.random(in: 0..<3, using: &random)] }
    }
    let known = series(Int.random(in: 1...300, using: &random))
    func changed(_ points: [Float], longer: Int) -> [Float] {
      var points = points + series(longer)
      for _ in 0..<Int.random(in: 0...40, using: &random) {
        points[Int.random(in: 0..<points.count, using: &random)] =
          values[Int.random(in: 0..<3, using: &random)]
      }
      return points
    }
    let local = changed(known, longer: Int.random(in: 0...30, using: &random))
    let remote = changed(known, longer: Int.random(in: 0...30, using: &random))
    let plan = plan(local, known, remote)
    var result = remote
    for slots in plan.blocks {
      #expect(slots.lowerBound <= result.count, "a block leaves no hole")
      for slot in slots {
        if slot < result.count { result[slot] = local[slot] } else { result.append(local[slot]) }
      }
    }
    let conflicts = Set(plan.conflicts.joined())
    for slot in 0..<max(local.count, remote.count) {
      let then = slot < known.count ? known[slot].bitPattern : nil
      let here = slot < local.count ? local[slot].bitPattern : nil
      let there = slot < remote.count ? remote[slot].bitPattern : nil
      let now = slot < result.count ? result[slot].bitPattern : nil
      if conflicts.contains(slot) {
        #expect(now == there && here != then && there != then && here != there)
      } else if here != nil, here != then {
        #expect(now == here)
      } else {
        #expect(now == there)
      }
    }
  }
}
