import BrowserSupport
import Feeds
import Foundation
import TestSupport
import Testing
import Workspace

/// Two clients edit one feed at once: nothing is lost, and both are told.
struct TwoClientsTests {
  /// Edits of single slots, one after another, until each is done.
  private static func edit(_ server: StudioServer, _ slots: [Int], _ state: String) async throws
    -> [Int]
  {
    let client = try Client(server)
    var edits: [Int] = []
    for slot in slots {
      // Another's edit under way is no refusal for good.
      for _ in 0..<200 {
        let reply = try client.edit([SmallWorkspace.period(slot..<slot + 1, state)])
        if reply.status == 423 {
          try await Task.sleep(for: .milliseconds(5))
          continue
        }
        edits.append(try #require(try reply.json["edit"].integer, "\(reply.status)"))
        break
      }
    }
    return edits
  }

  @Test func `nothing is lost, and both are informed`() async throws {
    let small = try SmallWorkspace()
    let server = try await small.serve()
    let client = try Client(server)
    let listeners = try [EventListener(port: client.port), EventListener(port: client.port)]
    let even = Array(stride(from: 0, to: 80, by: 2))
    async let first = Self.edit(server, even, "on")
    async let second = Self.edit(server, even.map { $0 + 1 }, "unknown")
    let (firsts, seconds) = try await (first, second)
    let edits = firsts + seconds
    #expect(firsts.count == 40 && seconds.count == 40)
    #expect(Set(edits).count == 80)
    let states = try small.states()
    for slot in 0..<80 {
      #expect(slot.isMultiple(of: 2) ? states[slot] == 1 : states[slot].isNaN, "\(slot)")
    }
    #expect(states[80...].allSatisfy { $0 == 0 })
    let history = try client.document("/feeds/3/history")
    #expect(Set(history["items"].array?.compactMap { $0["edit"].integer } ?? []) == Set(edits))
    #expect(history["head"].integer == edits.max())
    for listener in listeners {
      var covered: Set<Int> = []
      var head: Int?
      while head != edits.max() {
        let event = try #require(try listener.nextOfFeed())
        head = event["head"].integer
        let change = event["change"]
        let from = try #require(change["from"].integer)
        let to = try #require(change["to"].integer)
        covered.formUnion(stride(from: from, to: to, by: SmallWorkspace.interval))
      }
      #expect(covered.isSuperset(of: (0..<80).map(SmallWorkspace.time)))
    }
    #expect(try small.library.check().isEmpty)
    try await server.stop()
  }

  @Test func `the later of two who saw the same is told, and nothing of the first is lost`()
    async throws
  {
    let small = try SmallWorkspace()
    let server = try await small.serve()
    let (first, second) = (try Client(server), try Client(server))
    let seen: JSON = [SmallWorkspace.period(0..<100, "off")]
    #expect(try first.edit([SmallWorkspace.period(10..<20, "on")], seen: seen).status == 200)
    let late = try second.edit([SmallWorkspace.period(15..<40, "unknown")], seen: seen)
    #expect(late.status == 409)
    #expect(late.code == "changed_meanwhile")
    #expect(
      try small.states()[15..<40].elementsEqual(
        Array(repeating: 1, count: 5) + Array(repeating: 0, count: 20)))
    // What does not meet the other's edit is done.
    #expect(try second.edit([SmallWorkspace.period(20..<40, "on")], seen: seen).status == 200)
    #expect(try small.states()[10..<40].allSatisfy { $0 == 1 })
    try await server.stop()
  }

  @Test func `an edit and an undo of the command line's library are told`() async throws {
    let small = try SmallWorkspace()
    let server = try await small.serve()
    let listener = try EventListener(port: Client(server).port)
    let feed = try small.library.feed(id: 3)
    let receipt = try small.library.set(
      feed, to: .on, from: SmallWorkspace.time(10), to: SmallWorkspace.time(20))
    let made = try #require(try listener.nextOfFeed())
    #expect(made["change"]["edit"].integer == receipt.edit)
    #expect(made["change"]["kind"].string == "edit")
    #expect(made["change"]["from"].integer == SmallWorkspace.time(10))
    #expect(made["change"]["to"].integer == SmallWorkspace.time(20))
    #expect(made["head"].integer == receipt.edit)
    _ = try small.library.undo(feed)
    let undone = try #require(try listener.nextOfFeed())
    #expect(undone["change"]["kind"].string == "undo")
    #expect(undone["redo"].integer == receipt.edit)
    #expect(undone["head"] == .null)
    _ = try small.library.redo(feed)
    #expect(try listener.nextOfFeed()?["change"]["kind"].string == "redo")
    try await server.stop()
  }

  @Test func `points that Emoncms appends are told`() async throws {
    let small = try SmallWorkspace()
    let server = try await small.serve()
    let listener = try EventListener(port: Client(server).port)
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: small.folder.file("1.dat")))
    try handle.seekToEnd()
    try handle.write(contentsOf: [0, 0, 160, 65])
    try handle.close()
    let event = try #require(try listener.nextOfFeed())
    #expect(event["id"].integer == 1)
    #expect(event["npoints"].integer == SmallWorkspace.count + 1)
    #expect(event["change"]["kind"].string == "append")
    #expect(event["change"]["from"].integer == SmallWorkspace.end)
    try await server.stop()
  }
}
