/// What a push would write, and what stands in its way.
public struct PushPlan: Sendable, Hashable {
  /// Points apart that are written in one block: to send them takes less than another request.
  private static let greatestGap = 64

  /// The slots to write, in order.
  public private(set) var blocks: [Range<Int>] = []
  /// Slots that were changed here and, in another way, there.
  public private(set) var conflicts: [Range<Int>] = []
  /// Slots that were changed there alone.
  public private(set) var foreign: [Range<Int>] = []
  /// Points that are to change there.
  public private(set) var changedPoints = 0

  /// Compares what the workspace holds, what the Emoncms was last known to hold, and what it holds.
  ///
  /// - Parameters:
  ///   - local: The workspace's points.
  ///   - known: What the Emoncms held when it was last seen.
  ///   - remote: What it holds now, at least as many points.
  ///   - overruling: Whether slots in conflict are written too.
  init(local: [Float], known: [Float], remote: [Float], overruling: Bool) {
    var wanted: [Range<Int>] = []
    let all = max(local.count, remote.count)
    for slot in 0..<all {
      let here = Self.bits(local, slot)
      let there = Self.bits(remote, slot)
      if here == there { continue }
      let then = Self.bits(known, slot)
      if here == nil || here == then {
        Self.add(slot, to: &foreign)
        continue
      }
      // What Emoncms pads a gap with is nobody's change.
      let isForeign = there != then && there != nil && !(then == nil && remote[slot].isNaN)
      if isForeign {
        Self.add(slot, to: &conflicts)
        if !overruling { continue }
      }
      Self.add(slot, to: &wanted)
      changedPoints += 1
    }
    for range in wanted {
      guard let last = blocks.last, range.lowerBound - last.upperBound <= Self.greatestGap,
        (last.upperBound..<range.lowerBound).allSatisfy({
          Self.bits(local, $0) == Self.bits(remote, $0)
        })
      else {
        blocks.append(range)
        continue
      }
      blocks[blocks.count - 1] = last.lowerBound..<range.upperBound
    }
  }

  private static func bits(_ points: [Float], _ slot: Int) -> UInt32? {
    slot < points.count ? points[slot].bitPattern : nil
  }

  private static func add(_ slot: Int, to ranges: inout [Range<Int>]) {
    if let last = ranges.last, last.upperBound == slot {
      ranges[ranges.count - 1] = last.lowerBound..<(slot + 1)
    } else {
      ranges.append(slot..<(slot + 1))
    }
  }
}
