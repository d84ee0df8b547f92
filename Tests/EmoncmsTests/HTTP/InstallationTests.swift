import Emoncms
import EmoncmsSupport
import Feeds
import Foundation
import Testing

/// What holds on every Emoncms, the test server as well as a real one.
@Suite(.serialized) struct InstallationTests {
  /// A name that no other test has.
  private static func name() -> String { "\(TriedInstallation.stamp) \(UUID().uuidString)" }

  private static func feed(
    _ name: String = name(), tag: String = "retouche test", unit: String = "°C",
    start: Int = 1_612_790_400, interval: Int = 300, count: Int
  ) throws -> NewFeed {
    try NewFeed(
      name: name, tag: tag, unit: unit,
      timeline: Timeline(start: start, interval: interval, count: count))
  }

  @Test(arguments: TriedInstallation.all)
  func aCreatedFeedIsListedAndItsPointsAreThere(_ tried: TriedInstallation) throws {
    try tried.use { installation in
      let points: [Float] = [1, .nan, -0.0, .infinity, 41.9, Float.leastNonzeroMagnitude, 19.25]
      let new = try Self.feed(count: points.count)
      let id = try installation.make(new, points)
      let listed = try #require(try installation.feeds().first { $0.id == id })
      #expect(listed.name == new.name)
      #expect(listed.tag == new.tag)
      #expect(listed.unit == new.unit)
      #expect(listed.engine == EmoncmsFeed.fixedInterval)
      #expect(listed.lastTime == new.timeline.lastTime)
      #expect(listed.lastValue == 19.25)
      #expect(listed.size == 16 + 4 * points.count)
      #expect(try installation.timeline(of: id) == new.timeline)
      #expect(try installation.bits(of: id) == points.map(\.bitPattern))
      for slot in 0...points.count {
        #expect(
          try installation.bits(of: id, from: slot) == points.dropFirst(slot).map(\.bitPattern))
      }
      #expect(try installation.pendingPoints(of: id) == 0)
      try installation.delete(id)
      #expect(try !installation.feeds().contains { $0.id == id })
      let error = #expect(throws: EmoncmsError.self) { try installation.timeline(of: id) }
      #expect(error?.code == .notFound)
      #expect(throws: EmoncmsError.self) { try installation.delete(id) }
    }
  }

  @Test(arguments: TriedInstallation.all)
  func aChecksumIsThatOfThePointsOrNone(_ tried: TriedInstallation) throws {
    try tried.use { installation in
      let id = try installation.make(try Self.feed(count: 2), [0, 1])
      let checksum = try installation.checksum(of: id)
      // printf '\0\0\0\0\0\0\200\77' | sha256sum
      let expected = "22b6f43bd8d27738d3213f29e96b62d01d9d6c0ab4f9732aaae803186f51eab7"
      if installation.title.contains("Emoncms 10.") {
        #expect(checksum == nil)
      } else {
        #expect(checksum == expected)
      }
    }
  }

  @Test(arguments: TriedInstallation.all)
  func writingWithinAndBehindTheEndChangesThosePointsOnly(_ tried: TriedInstallation) throws {
    try tried.use { installation in
      var points = (0..<5000).map { Float($0) / 8 }
      let new = try Self.feed(count: points.count)
      let id = try installation.make(new, points)
      for (slot, block) in [
        (0, [7, 8, 9] as [Float]), (2500, [1, .nan, 0]), (4999, [3.5]), (4998, [1, 2, 3.25]),
        (5001, [6.125]), (5002, [.nan, 21.3, 1e-30]),
      ] {
        try installation.put(block, at: slot, of: id, on: new.timeline)
        points.replaceSubrange(slot..<min(points.count, slot + block.count), with: block)
        #expect(try installation.bits(of: id) == points.map(\.bitPattern))
        let listed = try #require(try installation.feeds().first { $0.id == id })
        #expect(listed.lastTime == new.timeline.time(of: points.count - 1))
        #expect(listed.lastValue.map { Float($0) } == points.last)
      }
      #expect(try installation.timeline(of: id)?.count == 5005)
    }
  }

  @Test(arguments: TriedInstallation.all)
  func aLastPointWithoutAValueShowsNoneOrTheLastThatIs(_ tried: TriedInstallation) throws {
    try tried.use { installation in
      let new = try Self.feed(count: 4)
      let id = try installation.make(new, [1, 2, 3, 4])
      try installation.put([5, .nan], at: 3, of: id, on: new.timeline)
      #expect(try installation.bits(of: id) == ([1, 2, 3, 5, .nan] as [Float]).map(\.bitPattern))
      let listed = try #require(try installation.feeds().first { $0.id == id })
      if let value = listed.lastValue {
        #expect(value == 5)
        #expect(listed.lastTime == new.timeline.time(of: 3))
      }
      let hole = try installation.make(try Self.feed(count: 2), [.nan, .nan])
      #expect(try installation.feeds().first { $0.id == hole }?.lastValue == nil)
    }
  }

  @Test(arguments: TriedInstallation.all)
  func aGapOrAnotherTimelineIsAConflictAndWritesNothing(_ tried: TriedInstallation) throws {
    try tried.use { installation in
      let new = try Self.feed(count: 3)
      let id = try installation.make(new, [1, 2, 3])
      let start = new.timeline.start
      for (slot, timeline) in [
        (4, new.timeline), (0, Timeline(start: start + 300, interval: 300, count: 3)),
        (0, Timeline(start: start, interval: 600, count: 3)),
      ] {
        let error = #expect(throws: EmoncmsError.self) {
          try installation.put([9], at: slot, of: id, on: timeline)
        }
        #expect(error?.code == .conflict)
      }
      #expect(try installation.bits(of: id) == [1, 2, 3].map { Float($0).bitPattern })
    }
  }

  @Test(arguments: TriedInstallation.all)
  func aTakenNameIsRefusedAndTheFeedLeftAlone(_ tried: TriedInstallation) throws {
    try tried.use { installation in
      let new = try Self.feed(count: 3)
      let id = try installation.make(new, [1, 2, 3])
      let error = #expect(throws: EmoncmsError.self) { try installation.make(new, [4, 5, 6]) }
      #expect(error?.code == .taken)
      #expect(try installation.bits(of: id) == [1, 2, 3].map { Float($0).bitPattern })
      #expect(try installation.feeds().filter { $0.name == new.name }.count == 1)
      // The same name below another tag is another feed.
      let other = try NewFeed(name: new.name, tag: "b", unit: "", timeline: new.timeline)
      #expect(try installation.make(other, [4, 5, 6]) != id)
    }
  }

  @Test(arguments: TriedInstallation.all)
  func namesKeepTheirAccentsAndTheirLength(_ tried: TriedInstallation) throws {
    try tried.use { installation in
      let stamp = TriedInstallation.stamp
      let names = [
        "Départ Réseau Nord Été \(stamp)", " leading and trailing \(stamp) ", "温度 \(stamp)",
        "a:b_c-d \(stamp)",
        String(repeating: "é", count: 255 - stamp.count) + stamp,
      ]
      for name in names {
        let new = try Self.feed(name, tag: " sofrel_Été", unit: "%20°", count: 1)
        let id = try installation.make(new, [1])
        let listed = try #require(try installation.feeds().first { $0.id == id })
        #expect(listed.name == name)
        #expect(listed.tag == " sofrel_Été")
        #expect(listed.unit == "%20°")
      }
    }
  }

  @Test(arguments: ["it's", "a\"b", "🌡", "a/b", "a.b", "a\nb", "", "  ", "<b>", "a%20b", "\\"])
  func namesThatEmoncmsDoesNotTakeAreRefusedBeforeItIsAsked(_ name: String) {
    let error = #expect(throws: EmoncmsError.self) { try Self.feed(name, count: 1) }
    #expect(error?.code == .badName)
  }

  @Test(arguments: TriedInstallation.all)
  func manyBlocksComeOutAsTheyWentIn(_ tried: TriedInstallation) throws {
    try tried.use { installation in
      let points = (0..<600_001).map { Float($0 % 7919) / 4 }
      let new = try Self.feed(count: points.count)
      let id = try installation.make(new, points)
      #expect(try installation.bits(of: id) == points.map(\.bitPattern))
    }
  }
}
