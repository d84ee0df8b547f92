import Feeds
import Foundation
import TestSupport
import Testing

@testable import Workspace

// Mounting needs rights that few processes have: skipped without them.
@Suite(.enabled(if: SmallDisk.isPermitted, "needs the right to mount a tmpfs"), .serialized)
struct FullDiskTests {
  @Test func `an edit on a full disk is refused, and the feed is as before`() throws {
    for free in stride(from: 0, through: 40_960, by: 4096) {
      let disk = try SmallDisk(kilobytes: 1024)
      let fixture = try Fixture(count: 9000, in: disk.folder)
      try fixture.set(.off, 100..<8000)
      let before = try fixture.files()
      let contents = try fixture.workspace.contents(fixture.state)
      try disk.fill(leaving: free)

      // States that alternate are the worst for the journal: they take all their bytes.
      let points = (0..<9000).map { Float($0 % 2) }
      func edit(_ workspace: Workspace) throws {
        let feed = try workspace.feed(id: 2)
        _ = try workspace.edit(feed, from: nil, to: nil, what: "stripes") { slots, _ in
          (points, [Stretch(slots: slots, provenance: .hand)])
        }
      }
      do {
        try edit(fixture.workspace)
        _ = try fixture.workspace.undo(fixture.state)
      } catch let error as WorkspaceError {
        #expect(error.code == .inaccessibleDatabase, "\(free) bytes free: \(error)")
        #expect(error.remedy.contains("room") || error.remedy.contains("disk"))
      }
      try disk.empty()
      #expect(try fixture.files() == before, "\(free) bytes free")
      let workspace = try fixture.reopened()
      #expect(workspace.recoveryProblems.isEmpty)
      expectSame(try workspace.contents(workspace.feed(id: 2)), contents, "\(free) bytes free")
      try edit(workspace)
      _ = try workspace.undo(workspace.feed(id: 2))
      #expect(try fixture.files() == before)
      #expect(try workspace.check([workspace.feed(id: 2)]).isEmpty)
    }
  }

  @Test func `a feed that finds no room to grow is as before, and grows once there is some`() throws
  {
    var tails: Set<Int> = []
    for free in stride(from: 0, through: 57_344, by: 8192) {
      let disk = try SmallDisk(kilobytes: 1024)
      let fixture = try Fixture(count: 9000, in: disk.folder)
      try fixture.workspace.save(Circuit(name: "loop", supply: 1, state: 2))
      // The journal's file is as long as it will be: what lacks is room for the points.
      for _ in 0..<3 { try fixture.set(.off, 100..<8000) }
      try fixture.append(feed: 1, Array(repeating: 60, count: 9000))
      let before = try fixture.workspace.contents(fixture.state)
      try disk.fill(leaving: free)
      var hasGrown = true
      do {
        _ = try fixture.proceed()
      } catch {
        hasGrown = false
        #expect("\(error)".contains("room") || "\(error)".contains("next command"), "\(error)")
      }
      try disk.empty()
      let workspace = try fixture.reopened()
      #expect(workspace.recoveryProblems.isEmpty)
      let state = try workspace.feed(id: 2)
      let found = try workspace.contents(state)
      tails.insert(found.bits.count - 9000)
      if !hasGrown, try workspace.history(state).count(where: { !$0.undone }) == 3 {
        #expect(found[0..<9000] == before, "\(free) bytes free")
        #expect(found.bits[9000...].allSatisfy { Float(bitPattern: $0).isNaN })
        #expect(found.marks[9000...].allSatisfy { $0.provenance == .initial })
      }
      #expect(try workspace.check([state]).isEmpty, "\(free) bytes free")
      _ = try fixture.proceed(in: workspace)
      #expect(try workspace.reader(state).timeline.count == 18_000)
      #expect(try workspace.check([state]).isEmpty, "\(free) bytes free")
    }
    // Without room for the points there is none for giving them up: the next opening completes that.
    #expect(tails.isSuperset(of: [0, 9000]), "\(tails)")
  }

  @Test func `a feed that finds no room is not made at all`() throws {
    for free in [0, 4096, 20_480, 36_864] {
      let disk = try SmallDisk(kilobytes: 1024)
      let fixture = try Fixture(count: 9000, in: disk.folder)
      // The journal's file is as long as it will be: what lacks is room for the points.
      try fixture.set(.off, 100..<8000)
      let before = try fixture.files()
      try disk.fill(leaving: free)
      let supply = try fixture.workspace.feed(id: 1)
      #expect(throws: (any Error).self, "\(free) bytes free") {
        try fixture.workspace.createStateFeed(like: supply, name: "n", tag: "t", state: .on)
      }
      #expect(try fixture.files() == before)
      try disk.empty()
      let workspace = try fixture.reopened()
      #expect(try workspace.feeds().map(\.id) == [1, 2])
      #expect(try workspace.check().isEmpty)
      let feed = try workspace.createStateFeed(like: supply, name: "n", tag: "t", state: .on)
      #expect(feed.id == 3)
    }
  }
}
