import Emoncms
import EmoncmsSupport
import Feeds
import Foundation
import TestSupport
import Testing
import Workspace

/// What goes between a workspace and an Emoncms of each version.
@Suite struct LinkTests {
  @Test(arguments: EmoncmsServer.Version.allCases)
  func `a registered feed is listed whole, and to register it again changes nothing`(
    version: EmoncmsServer.Version
  ) throws {
    let school = try LinkedSchool(version)
    defer { school.server.stop() }
    let link = try school.link()
    let (id, isNew) = try link.register(school.state)
    #expect(isNew)
    #expect(try school.agrees())
    let there = try #require(school.server.feeds.first)
    #expect(there.id == id && there.engine == 5 && there.interval == LinkedSchool.interval)
    let again = try link.register(school.state)
    #expect(again == (id, false))
    #expect(school.server.feeds.count == 1)
  }

  @Test(arguments: EmoncmsServer.Version.allCases)
  func `a push sends what has changed, and its undo brings back what was`(
    version: EmoncmsServer.Version
  ) throws {
    let school = try LinkedSchool(version)
    defer { school.server.stop() }
    let link = try school.link()
    _ = try link.register(school.state)
    let before = try school.here()
    #expect(try link.push(school.state).blocks == 0)
    try school.set(10..<20, .unknown)
    try school.set(400..<576, .on)
    school.server.heal()
    let report = try link.push(school.state)
    #expect(report.changedPoints == 186 && report.blocks == 2 && report.foreignPoints == 0)
    let uploads = school.server.requests.filter { $0.path == "feed/upload.json" }
    #expect(uploads.count == 2)
    #expect(try school.agrees())
    #expect(try link.push(school.state).blocks == 0)
    #expect(try link.undoPush(school.state) == 186)
    let isBefore = school.there() == before
    #expect(isBefore)
    #expect(throws: EmoncmsError.self) { try link.undoPush(school.state) }
    _ = try link.push(school.state)
    #expect(try school.agrees())
  }

  @Test func `what was changed there too is shown, and written when asked`() throws {
    for choice in [PushChoice.ours, .theirs] {
      let school = try LinkedSchool()
      defer { school.server.stop() }
      let link = try school.link()
      _ = try link.register(school.state)
      var there = try #require(school.server.feeds.first)
      // Slot 100 becomes off there, and 101 unknown; here both become unknown.
      there.bytes.replaceSubrange(400..<408, with: [0, 0, 0, 0, 0, 0, 0xC0, 0x7F])
      there.bytes.replaceSubrange(2000..<2004, with: [0, 0, 0x80, 0x3F])
      school.server.put(there)
      try school.set(100..<103, .unknown)
      let (here, foreign) = (try school.here(), school.there())
      let plan = try link.plan(school.state)
      #expect(plan.conflicts == [100..<101] && plan.foreign == [500..<501])
      let error = #expect(throws: EmoncmsError.self) { try link.push(school.state) }
      #expect(error?.code == .conflict)
      #expect(error?.problem.contains("2021-02-08 09:20") == true, "\(error?.description ?? "")")
      let isForeign = school.there() == foreign
      #expect(isForeign)
      let report = try link.push(school.state, choosing: choice)
      if choice == .ours {
        #expect(report.changedPoints == 2 && report.foreignPoints == 1 && report.taken == nil)
        #expect(try school.here() == here)
        #expect(school.there()?[100] == here[100])
        #expect(school.there()?[500] == Float(1).bitPattern)
      } else {
        #expect(report.changedPoints == 1 && report.taken?.changedPoints == 2)
        #expect(try school.here()[100] == 0 && school.here()[500] == Float(1).bitPattern)
        #expect(try school.agrees())
        // Taken over, it is known: to undo it here is an edit like any other.
        _ = try school.workspace.undo(school.state)
        _ = try link.push(school.state)
        #expect(try school.agrees())
        #expect(try school.here() == here)
      }
    }
  }

  @Test func `nothing is pushed while points wait in the low-write buffer`() throws {
    let school = try LinkedSchool()
    defer { school.server.stop() }
    let link = try school.link()
    _ = try link.register(school.state)
    var there = try #require(school.server.feeds.first)
    // As a value just posted and not yet written shows: a last time that is behind no point.
    there.pending = 3
    there.isCached = true
    there.time = Int(Date().timeIntervalSince1970)
    school.server.put(there)
    try school.set(10..<20, .on)
    let before = school.there()
    let error = #expect(throws: EmoncmsError.self) { try link.push(school.state) }
    #expect(error?.code == .buffered)
    let isBefore = school.there() == before
    #expect(isBefore)
  }

  @Test func `a name that is taken is refused, and nothing is remembered of it`() throws {
    let school = try LinkedSchool()
    defer { school.server.stop() }
    school.server.put(
      ServedFeed(id: 7, name: "north_state", tag: "heating", unit: "", interval: 300))
    let link = try school.link()
    let error = #expect(throws: EmoncmsError.self) { try link.register(school.state) }
    #expect(error?.code == .taken)
    #expect(try school.workspace.registrations(on: "school").isEmpty)
    #expect(school.server.feeds.map(\.id) == [7])
    let (id, _) = try link.register(school.state, name: "north_pump")
    #expect(school.server.feeds.map(\.id) == [7, id])
  }

  @Test func `only what was registered is removed, and only while it is that`() throws {
    let school = try LinkedSchool()
    defer { school.server.stop() }
    let link = try school.link()
    let (id, _) = try link.register(school.state)
    let ours = try #require(school.server.feeds.first)
    var other = ServedFeed(id: id, name: "other", tag: "x", unit: "", interval: 60)
    other.start = 1_612_742_400
    other.bytes = [0, 0, 0, 0]
    school.server.put(other)
    let error = #expect(throws: EmoncmsError.self) { try link.unregister(school.state) }
    #expect(error?.code == .conflict)
    #expect(school.server.feeds.map(\.name) == ["other"])
    school.server.put(ours)
    #expect(try link.unregister(school.state) == id)
    #expect(school.server.feeds.isEmpty)
    #expect(try school.workspace.history(school.state).count == 1)
    #expect(throws: EmoncmsError.self) { try link.unregister(school.state) }
  }

  @Test func `a measured feed is not registered`() throws {
    let school = try LinkedSchool()
    defer { school.server.stop() }
    let error = #expect(throws: EmoncmsError.self) {
      try school.link().register(school.workspace.feed(id: 1))
    }
    #expect(error?.code == .unsupported)
    #expect(school.server.feeds.isEmpty)
  }

  @Test(arguments: EmoncmsServer.Version.allCases)
  func `a pull brings what is new, and the second one only that`(
    version: EmoncmsServer.Version
  ) throws {
    let school = try LinkedSchool(version)
    defer { school.server.stop() }
    var random = SeededGenerator(seed: 9)
    var flow = ServedFeed(id: 41, name: "Départ", tag: " node", unit: "°C", interval: 10)
    flow.start = 1_612_742_400
    let points = random.points(5000)
    flow.bytes = points.flatMap { withUnsafeBytes(of: $0.bitPattern.littleEndian, Array.init) }
    let all = flow
    flow.bytes.removeLast(4 * 1000)
    school.server.put(flow)
    school.server.put(ServedFeed(id: 42, name: "empty", tag: "n", unit: "", interval: 10))
    let link = try school.link()
    let first = try link.pull(link.installation.feeds())
    #expect(first.map(\.newPoints) == [4000, 0])
    #expect(first[1].skipped != nil)
    #expect(first[0].isChecked == (version != .v10))
    let here = try school.workspace.feed(id: 41)
    #expect(here.name == "Départ" && here.tag == " node" && here.unit == "°C")
    #expect(try link.pull(link.installation.feeds())[0].newPoints == 0)
    school.server.put(all)
    school.server.heal()
    #expect(try link.pull(link.installation.feeds())[0].newPoints == 1000)
    #expect(
      try school.workspace.reader(here).points().map(\.bitPattern) == points.map(\.bitPattern))
    // Another history under the same id is not put behind this one.
    var other = all
    other.bytes[4 * 4990] ^= 1
    other.bytes += [0, 0, 0, 0]
    school.server.put(other)
    let error = #expect(throws: EmoncmsError.self) { try link.pull(link.installation.feeds()) }
    #expect(error?.code == .conflict)
    #expect(try school.workspace.reader(here).timeline.count == 5000)
  }
}
