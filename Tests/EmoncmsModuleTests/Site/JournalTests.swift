import Dispatch
import EmoncmsSupport
import Foundation
import Synchronization
import Testing

/// The journal: a lock while an edit is written, insurance afterwards, and the memory of undo.
@Suite(.enabled(if: PHP.isPresent, "needs PHP: scripts/setup test"))
struct JournalTests {
  @Test(arguments: EmoncmsServer.Version.allCases, [true, false])
  func anEditIsNotedBeforeAndFinishedAfterwards(
    _ version: EmoncmsServer.Version, _ hasCache: Bool
  ) throws {
    let site = try ModuleSite(version, hasCache: hasCache)
    let gesture = "péché – 🌡 'a' \"b\" \\ <i>"
    let body = ModuleSite.beginning(key: "0123456789abcdef", with: ["gesture": gesture])
    let begun = try site.begin(body)
    #expect(begun.status == 200, "\(begun.text)")
    let edit = try #require(begun["edit"] as? Int)
    // The same again, as where the answer was lost, is the same.
    #expect(try site.begin(body)["edit"] as? Int == edit)
    var journal = try site.journal()
    #expect(journal.count == 1)
    #expect(journal[0]["status"] as? String == "pending")
    #expect(journal[0]["gesture"] as? String == gesture)
    #expect((journal[0]["user"] as? [String: Any])?["name"] as? String == "writer")
    #expect(journal[0]["changed"] as? Int == 3)
    #expect((journal[0]["changes"] as? [[Any]])?.first?.last as? String == "on")

    for _ in 0..<2 {
      let answer = try site.finish(edit)
      #expect(answer.status == 200)
      #expect(answer["status"] as? String == "done")
    }
    let otherwise = try site.finish(edit, "dropped")
    #expect(otherwise.status == 409)
    #expect(otherwise.refusal == "finished")
    journal = try site.journal()
    #expect(journal.map { $0["status"] as? String } == ["done"])
    let blocks = try site.writer.get("retouche/blocks.json?edit=\(edit)")
    #expect(
      blocks.text
        == #"{"edit":\#(edit),"feed":3,"blocks":[{"first":4,"before":[[3,"00000000"]],"#
        + #""after":[[3,"0000803f"]]}]}"#)
    #expect(site.server.complaints == "")
  }

  @Test func whileOneEditIsWrittenNoOtherBegins() throws {
    let site = try ModuleSite()
    let edit = try #require(try site.begin()["edit"] as? Int)
    let busy = try site.begin()
    #expect(busy.status == 409)
    #expect(busy.refusal == "busy")
    #expect(busy["edit"] as? Int == edit)
    #expect(busy["key"] as? String != nil)
    #expect((busy["age"] as? Int).map { (0...30).contains($0) } == true)
    #expect(try site.finish(edit, "dropped").status == 200)
    #expect(try site.begin().status == 200)
  }

  @Test func ofManyThatBeginAtOnceOneDoes() throws {
    let site = try ModuleSite()
    // Of logins of their own: the requests of one wait for each other.
    let clients = try (0..<6).map { _ in try ModuleClient(site.server, as: .writer) }
    let tokens = try clients.map { try $0.token() }
    let answers = Mutex<[Int]>([])
    DispatchQueue.concurrentPerform(iterations: clients.count) { index in
      let answer = try? clients[index].post(
        "retouche/begin.json", ModuleSite.beginning(), token: tokens[index])
      answers.withLock { $0.append(answer?.status ?? 0) }
    }
    #expect(answers.withLock { $0.sorted() } == [200, 409, 409, 409, 409, 409])
    #expect(try site.journal().count == 1)
    #expect(site.server.complaints == "")
  }

  @Test func anUndoIsOfTheLastEditAndARedoOfTheLastUndo() throws {
    let site = try ModuleSite()
    let first = try site.note(ModuleSite.beginning(2))
    let second = try site.note(ModuleSite.beginning(8))
    func step(_ kind: String, _ edit: Int) -> [String: any Sendable] {
      ModuleSite.beginning(with: ["kind": kind, "of": edit])
    }
    for wrong in [step("undo", first), step("redo", second), step("undo", 999)] {
      let answer = try site.begin(wrong)
      #expect(answer.status == 409)
      #expect(answer.refusal == "out_of_order")
      #expect(answer["head"] as? Int == second)
    }
    try site.note(step("undo", second))
    try site.note(step("undo", first))
    #expect(try site.begin(step("undo", first)).refusal == "out_of_order")
    #expect(try site.begin(step("redo", second)).refusal == "out_of_order")
    try site.note(step("redo", first))
    // Another edit takes the way forward.
    try site.note()
    #expect(try site.begin(step("redo", second)).refusal == "out_of_order")
    #expect(try site.journal().count == 6)
  }

  @Test func whatThePageDoesNotKnowRightIsNotBegun() throws {
    let site = try ModuleSite()
    for (member, value) in [("start", ModuleSite.start + 300), ("interval", 60), ("npoints", 19)] {
      let answer = try site.begin(ModuleSite.beginning(with: [member: value]))
      #expect(answer.status == 409, "\(member)")
      #expect(answer.refusal == "changed_meanwhile")
    }
    func block(_ first: Int, _ before: Int, _ after: Int, _ bits: String = "0000803f")
      -> [String: any Sendable]
    {
      [
        "blocks": [
          [
            "first": first, "before": [[before, "00000000"] as [any Sendable]],
            "after": [[after, bits] as [any Sendable]],
          ] as [String: any Sendable]
        ]
      ]
    }
    for wrong in [
      block(-1, 2, 2), block(19, 2, 2), block(0, 21, 21), block(0, 2, 3), block(0, 0, 0),
      block(0, -1, -1), block(0, 2, 2, "0000803"), block(0, 2, 2, "0000803g"),
      block(4_294_967_296, 1, 1), block(0, 9_223_372_036_854_775_807, 1),
    ] {
      let answer = try site.begin(ModuleSite.beginning(with: wrong))
      #expect(answer.status == 422, "\(wrong): \(answer.text)")
    }
    #expect(try site.journal().isEmpty)
    #expect(site.server.complaints == "")
  }

  @Test func whileTheLowWriteBufferHoldsPointsNothingBegins() throws {
    let site = try ModuleSite(.v10)
    let cache = try #require(site.server.cache)
    let buffer = "\(site.server.prefix)feed:\(ModuleSite.state):buffer"
    try cache.run("zadd", buffer, "\(ModuleSite.start)", "\(ModuleSite.start)|1")
    let answer = try site.begin()
    #expect(answer.status == 409)
    #expect(answer.refusal == "waiting")
    try cache.run("del", buffer)
    #expect(try site.begin().status == 200)
  }

  @Test func circuitsAreKeptWithNamesOfTheirOwn() throws {
    let site = try ModuleSite()
    let set = { (body: [String: any Sendable]) in
      try site.writer.post("retouche/circuit.json", body, token: site.token)
    }
    let made = try set(["name": "Réseau Nord <b>", "supply": 3, "indoor": [3], "state": 3])
    #expect(made.status == 200, "\(made.text)")
    let id = try #require(made["id"] as? Int)
    #expect(try set(["name": "Réseau Nord <b>"]).refusal == "name_taken")
    #expect(try set(["id": id, "name": "south", "supply": 3]).status == 200)
    #expect(try set(["name": "west", "supply": ModuleSite.hidden]).status == 404)
    #expect(try set(["name": "west", "supply": 999]).status == 404)
    let kept = try site.writer.get("retouche/circuits.json")["circuits"] as? [[String: Any]]
    #expect(kept?.count == 1)
    #expect(kept?.first?["name"] as? String == "south")
    #expect(kept?.first?["state"] is NSNull)
    // A feed that is gone is left out.
    site.server.feeds.remove(3)
    let rest = try site.writer.get("retouche/circuits.json")["circuits"] as? [[String: Any]]
    #expect(rest?.first?["supply"] is NSNull)
    #expect(site.server.complaints == "")
  }
}
