import Feeds
import Foundation
import TestSupport
import Testing

@testable import Workspace

/// What another program does to a state feed behind the workspace's back.
struct ForeignChangeTests {
  private func expectRefused(_ fixture: Fixture, _ body: () throws -> EditReceipt) throws {
    let before = try fixture.files()
    let error = #expect(throws: WorkspaceError.self) { try body() }
    #expect(error?.code == .foreignChange, "\(String(describing: error))")
    #expect(try fixture.files() == before, "nothing is written")
  }

  @Test(arguments: [0, 4095, 4096, 8999]) func `a changed point is detected and never overwritten`(
    slot: Int
  ) throws {
    let fixture = try Fixture(count: 9000)
    try fixture.set(.off, 0..<9000)
    try fixture.overwrite([1], at: slot)
    let feed = try fixture.state
    // Over it, beside it in its block, and undoing what it changed.
    try expectRefused(fixture) { try fixture.set(.unknown, slot..<(slot + 1)) }
    let beside = slot == 8999 ? 8998 : slot - slot % 4096 == slot ? slot + 1 : slot - 1
    try expectRefused(fixture) { try fixture.set(.unknown, beside..<(beside + 1)) }
    try expectRefused(fixture) { try fixture.workspace.undo(feed) }
    // Far from it the feed can be edited.
    let far = slot < 4096 ? 5000 : 100
    try fixture.set(.on, far..<(far + 10))

    let problem = try #require(try fixture.workspace.check([feed]).first)
    #expect(problem.problem == .foreignChange)
    let localTime = try fixture.workspace.localTime()
    let block = slot / 4096 * 4096
    #expect(problem.detail.contains(localTime.text(fixture.times(block..<(block + 1)).lowerBound)))
  }

  @Test func `the error says when the changed points are`() throws {
    let fixture = try Fixture(count: 9000)
    try fixture.overwrite([.nan], at: 100)
    let error = #expect(throws: WorkspaceError.self) { try fixture.set(.off, 90..<110) }
    let localTime = try fixture.workspace.localTime()
    #expect(
      error?.description.contains(localTime.text(Fixture.start)) == true,
      "\(String(describing: error))")
    #expect(error?.description.contains("retouche adopt 2") == true)
  }

  @Test func `adopting settles a change, and keeps provenance elsewhere`() throws {
    let fixture = try Fixture(count: 9000)
    let feed = try fixture.state
    try fixture.set(.off, 4200..<4300)
    try fixture.set(.off, 10..<20)
    try fixture.set(.unknown, 12..<14)
    _ = try fixture.workspace.undo(feed)
    try fixture.overwrite([.nan], at: 15)
    try fixture.workspace.adopt(feed)
    #expect(try fixture.workspace.check([feed]).isEmpty)
    let segments = try fixture.workspace.segments(feed)
    #expect(
      segments.filter { $0.provenance == .imported }.map(\.times) == [fixture.times(15..<16)])
    #expect(segments.contains { $0.times == fixture.times(4200..<4300) && $0.provenance == .hand })
    // The journal knows what was there: the change is an edit like any other.
    #expect(try fixture.workspace.undo(feed).edit == 4)
    #expect(try fixture.workspace.segments(feed).allSatisfy { $0.provenance != .imported })
    #expect(try fixture.workspace.redo(feed).edit == 4)
    try fixture.set(.on, 0..<9000)
    _ = try fixture.workspace.undo(feed)
    var bits = [Float](repeating: 1, count: 9000).map(\.bitPattern)
    for slot in Array(10..<20) + Array(4200..<4300) { bits[slot] = 0 }
    bits[15] = Float.nan.bitPattern
    #expect(try fixture.workspace.bits(feed) == bits)
  }

  @Test func `a feed that grows is edited on, and what was appended is imported`() throws {
    for count in [4000, 4096, 5000] {
      let fixture = try Fixture(count: count)
      let feed = try fixture.state
      try fixture.set(.off, 10..<20)
      try fixture.append([0, 0, 1, .nan])
      let appended = count..<(count + 4)
      try fixture.set(.unknown, 15..<30)
      #expect(try fixture.workspace.check([feed]).isEmpty)
      let last = try #require(try fixture.workspace.segments(feed).last)
      #expect(last.provenance == .imported && last.state == .unknown)
      // Appended points can be edited themselves, seen before or not.
      try fixture.append(Array(repeating: 1, count: 6000))
      try fixture.set(.off, (count + 5000)..<(count + 5100))
      try fixture.set(.off, (count - 1)..<(count + 3))
      #expect(try fixture.workspace.check([feed]).isEmpty)
      for _ in 0..<4 { _ = try fixture.workspace.undo(feed) }
      var expected = [Float](repeating: 1, count: count) + [0, 0, 1, .nan]
      expected += Array(repeating: 1, count: 6000)
      #expect(try fixture.workspace.bits(feed) == expected.map(\.bitPattern))
      let segments = try fixture.workspace.segments(feed)
      #expect(segments.first?.times == fixture.times(0..<count))
      #expect(segments.dropFirst().allSatisfy { $0.provenance == .imported })
      #expect(segments.dropFirst().first?.times.lowerBound == fixture.times(appended).lowerBound)
      #expect(try fixture.reopened().check([feed]).isEmpty)
    }
  }

  @Test func `a change hidden behind appended points is found`() throws {
    let fixture = try Fixture(count: 9000)
    try fixture.overwrite([0], at: 8990)
    try fixture.append([1, 1])
    // Wherever the edit lies, taking in what was appended would take the change for seen.
    try expectRefused(fixture) { try fixture.set(.off, 0..<10) }
    try expectRefused(fixture) { try fixture.set(.off, 9001..<9002) }
    #expect(try fixture.workspace.check([fixture.state]).map(\.problem) == [.foreignChange])
  }

  @Test func `adopting a feed that grew keeps the provenance of what was there`() throws {
    let fixture = try Fixture(count: 5000)
    let feed = try fixture.state
    try fixture.set(.off, 4500..<4600)
    try fixture.append([1, 1])
    try fixture.workspace.adopt(feed)
    let segments = try fixture.workspace.segments(feed)
    #expect(segments.map(\.provenance) == [.initial, .hand, .initial, .imported])
    _ = try fixture.workspace.undo(feed)
    #expect(try fixture.workspace.segments(feed).map(\.provenance) == [.initial, .imported])
  }

  @Test func `a feed cut short is refused until adopted, and so are its lost edits`() throws {
    let fixture = try Fixture(count: 9000)
    let feed = try fixture.state
    try fixture.set(.off, 10..<20)
    try fixture.set(.off, 8000..<8100)
    let bytes = try fixture.folder.bytes(of: "2.dat")
    try fixture.folder.write(bytes[..<(8050 * 4)], inPlace: "2.dat")
    try expectRefused(fixture) { try fixture.set(.on, 0..<5) }
    try expectRefused(fixture) { try fixture.workspace.undo(feed) }
    #expect(try fixture.workspace.check([feed]).map(\.problem).contains(.foreignTimeline))
    try fixture.workspace.adopt(feed)
    #expect(try fixture.workspace.check([feed]).isEmpty)
    #expect(try fixture.workspace.undo(feed).edit == 1)
    #expect(throws: WorkspaceError.self) { try fixture.workspace.undo(feed) }
    #expect(try fixture.workspace.bits(feed).prefix(8000).allSatisfy { $0 == Float(1).bitPattern })
  }

  @Test func `other metadata are refused until adopted, and then nothing can be undone`() throws {
    for (interval, start) in [(UInt32(600), Fixture.start), (300, Fixture.start + 300)] {
      let fixture = try Fixture(count: 100)
      let feed = try fixture.state
      try fixture.set(.off, 10..<20)
      let meta = FeedMetadata(interval: interval, start: UInt32(start - start % Int(interval)))
      try fixture.folder.write(meta.bytes, inPlace: "2.meta")
      guard meta.start != UInt32(Fixture.start) || interval != 300 else { continue }
      try expectRefused(fixture) { try fixture.workspace.undo(feed) }
      try fixture.workspace.adopt(feed)
      let error = #expect(throws: WorkspaceError.self) { try fixture.workspace.undo(feed) }
      #expect(error?.code == .nothingToDo)
      #expect(try fixture.workspace.check([feed]).filter { $0.problem != .unalignedStart }.isEmpty)
      _ = try fixture.workspace.set(feed, to: .on, from: Int(meta.start), to: Int(meta.start) + 600)
    }
  }

  @Test func `a feed of states made elsewhere can be adopted, edited and given back`() throws {
    let fixture = try Fixture(count: 10, state: nil)
    try FeedFiles(folder: fixture.folder.path, id: 6).create(
      points: [0, 1, .nan, 1, 1], start: Fixture.start, interval: 300)
    let before = try fixture.files()
    let workspace = fixture.workspace
    #expect(throws: WorkspaceError.self) {
      try workspace.set(workspace.feed(id: 6), to: .on, from: 0, to: .max)
    }
    try workspace.adopt(workspace.feed(id: 6))
    let feed = try workspace.feed(id: 6)
    #expect(feed.kind == .state)
    #expect(try workspace.segments(feed).map(\.state) == [.off, .on, .unknown, .on])
    #expect(try workspace.segments(feed).allSatisfy { $0.provenance == .imported })
    _ = try workspace.set(feed, to: .on, from: 0, to: .max)
    #expect(try workspace.segments(feed).map(\.provenance) == [.hand])
    _ = try workspace.undo(feed)
    #expect(try fixture.files() == before)
    #expect(try workspace.segments(feed).allSatisfy { $0.provenance == .imported })
  }

  @Test func `an interrupted edit in a feed that was changed since is refused, then adopted`()
    throws
  {
    let fixture = try Fixture(count: 5000)
    let dying = FaultyFileSystem(.crash(torn: 11), at: 1)
    #expect(throws: WorkspaceError.self) {
      try fixture.set(.off, 0..<100, in: Workspace(fixture.folder.path, fileSystem: dying))
    }
    try fixture.overwrite([.nan], at: 50)
    let before = try fixture.files()
    let workspace = try fixture.reopened()
    #expect(workspace.recoveryProblems.count == 1)
    #expect(workspace.recoveryProblems.first?.contains("2021-02-08") == true)
    #expect(throws: WorkspaceError.self) { try fixture.set(.on, 4200..<4300, in: workspace) }
    #expect(try fixture.files() == before)
    try workspace.adopt(workspace.feed(id: 2))
    // The point in which the write was cut short is no state: setting it again mends that.
    #expect(try workspace.check([workspace.feed(id: 2)]).map(\.problem) == [.noState])
    #expect(try fixture.reopened().recoveryProblems.isEmpty)
    try fixture.set(.on, 0..<100, in: workspace)
    #expect(try workspace.check([workspace.feed(id: 2)]).isEmpty)
  }
}
