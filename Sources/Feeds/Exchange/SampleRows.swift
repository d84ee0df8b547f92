/// The instants at which at least one of several feeds has a point, in order of time.
///
/// Each instant comes once, with the slots of the feeds that have a point at it. Nothing is read.
struct SampleInstants {
  /// The instant at hand.
  private(set) var time = 0
  /// Whether each feed has a point at the instant at hand.
  private(set) var isPresent: [Bool]
  private let timelines: [Timeline]
  /// The end of each feed's slots, and the slot that comes next.
  private let ends: [Int]
  private var slots: [Int]
  /// The time of each feed's next slot; `Int.max` after its last.
  private var times: [Int]

  /// - Parameters:
  ///   - timelines: The feeds' instants.
  ///   - range: The window of time, in Unix seconds.
  init(of timelines: [Timeline], in range: Range<Int>) {
    let windows = timelines.map { $0.slots(in: range) }
    self.timelines = timelines
    isPresent = Array(repeating: false, count: timelines.count)
    slots = windows.map(\.lowerBound)
    ends = windows.map(\.upperBound)
    times = zip(timelines, windows).map { $1.isEmpty ? .max : $0.time(of: $1.lowerBound) }
  }

  /// Goes on to the next instant; false when there is none.
  mutating func next() -> Bool {
    var earliest = Int.max
    for time in times { earliest = time < earliest ? time : earliest }
    guard earliest < .max else { return false }
    time = earliest
    for feed in times.indices {
      isPresent[feed] = times[feed] == earliest
      guard isPresent[feed] else { continue }
      slots[feed] += 1
      times[feed] = slots[feed] < ends[feed] ? earliest + timelines[feed].interval : .max
    }
    return true
  }

  /// The slot of a feed that has a point at the instant at hand.
  func slot(of feed: Int) -> Int { slots[feed] - 1 }

  /// The number of instants still to come.
  func countRemaining() -> Int {
    var copy = self
    var count = 0
    while copy.next() { count += 1 }
    return count
  }
}

/// The points of several feeds row by row, a row for each instant at which one of them has a point.
struct SampleRows {
  private(set) var instants: SampleInstants
  /// The point of each feed in the row at hand; NaN where it has none.
  private(set) var values: [Float]
  private let readers: [FeedReader]
  private let ends: [Int]
  /// The points read ahead of each feed, and the slot of the first of them.
  private var chunks: [[Float]]
  private var firsts: [Int]

  /// - Parameters:
  ///   - readers: The feeds.
  ///   - range: The window of time, in Unix seconds.
  init(of readers: [FeedReader], in range: Range<Int>) {
    self.readers = readers
    instants = SampleInstants(of: readers.map(\.timeline), in: range)
    ends = readers.map { $0.timeline.slots(in: range).upperBound }
    values = Array(repeating: .nan, count: readers.count)
    chunks = Array(repeating: [], count: readers.count)
    firsts = Array(repeating: 0, count: readers.count)
  }

  /// The instant of the row at hand, Unix seconds.
  var time: Int { instants.time }

  /// Whether a feed has a point in the row at hand, which may be NaN.
  func isPresent(_ feed: Int) -> Bool { instants.isPresent[feed] }

  /// Goes on to the next row.
  ///
  /// - Returns: Whether there is one.
  /// - Throws: as ``FeedReader/read(_:into:)``.
  mutating func next() throws(FeedError) -> Bool {
    guard instants.next() else { return false }
    for feed in values.indices {
      values[feed] = instants.isPresent[feed] ? try point(of: feed) : .nan
    }
    return true
  }

  private mutating func point(of feed: Int) throws(FeedError) -> Float {
    let slot = instants.slot(of: feed)
    if slot - firsts[feed] >= chunks[feed].count {
      let end = min(slot + FeedReader.chunk, ends[feed])
      chunks[feed] = try readers[feed].points(slot..<end)
      firsts[feed] = slot
    }
    return chunks[feed][slot - firsts[feed]]
  }
}
