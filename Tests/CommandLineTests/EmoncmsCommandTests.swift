import EmoncmsSupport
import Feeds
import Foundation
import TestSupport
import Testing

/// A small school, an Emoncms, and what people type.
private final class EmoncmsSchool: Sendable {
  let school: SmallSchool
  let server: EmoncmsServer

  /// - Parameter isKnown: Whether the workspace knows the Emoncms as `school`.
  /// - Throws: What making the school or starting the server does.
  init(isKnown: Bool = true) throws {
    school = try SmallSchool()
    server = try EmoncmsServer(.v11)
    guard isKnown else { return }
    #expect(try add().status == 0)
  }

  deinit { server.stop() }

  var keyPath: String { school.file(".retouche/emoncms-school.key") }

  /// Runs `retouche emoncms`; whatever it says, the key is not in it.
  func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Tool.Run {
    let run = try school.run(["emoncms"] + arguments, environment: environment)
    #expect(!run.output.contains(server.writeKey) && !run.errors.contains(server.writeKey))
    return run
  }

  func add(key: String? = nil) throws -> Tool.Run {
    try run(
      "add", "school", server.url, environment: ["RETOUCHE_EMONCMS_KEY": key ?? server.writeKey])
  }

  /// A state feed 5 there, whose id there is returned.
  @discardableResult
  func register() throws -> Int {
    try school.makeStateFeed()
    return try #require(try run("register", "5", "--json").object()["id"] as? Int)
  }

  func set(_ state: String, fromHour: Int, toHour: Int) throws {
    let run = try school.run(
      "set", "5", state, "--from", "\(SmallSchool.time(hour: fromHour))", "--to",
      "\(SmallSchool.time(hour: toHour))")
    #expect(run.status == 0, "\(run.errors)")
  }

  /// The points of a feed there, as bits.
  func there(_ id: Int) -> [UInt32]? {
    server.feeds.first { $0.id == id }?.points.map(\.bitPattern)
  }

  func here() throws -> [UInt32] { try school.points(5).map(\.bitPattern) }

  /// A measured feed there.
  func serve(_ id: Int, name: String, tag: String = "node", count: Int = 100) {
    var feed = ServedFeed(id: id, name: name, tag: tag, unit: "°C", interval: 300)
    feed.start = SmallSchool.start
    feed.bytes = (0..<count).flatMap { slot in
      withUnsafeBytes(of: Float(slot).bitPattern.littleEndian) { Array($0) }
    }
    server.put(feed)
  }
}

@Suite struct EmoncmsAddCommandTests {
  @Test func `an Emoncms is added, listed and forgotten`() throws {
    let it = try EmoncmsSchool(isKnown: false)
    let none = try it.run("list")
    #expect(none.output.hasPrefix("This workspace knows no Emoncms. Next: "))
    let added = try it.add()
    #expect(added.status == 0)
    #expect(added.output.hasPrefix("school is \(it.server.url) (Emoncms 11"), "\(added.output)")
    #expect(added.output.contains(", with 0 feeds.\nNext: "))
    #expect(try it.run("list").output.hasPrefix("school  \(it.server.url)\n"))
    let listed = try it.run("list", "--json").objects()
    #expect(listed.count == 1)
    #expect(
      listed.first.map { Set($0.keys) } == ["name", "kind", "address", "user", "registered"])
    #expect(listed.first?["kind"] as? String == "http")
    #expect((listed.first?["registered"] as? [Any])?.isEmpty == true)
    let forgotten = try it.run("forget", "school")
    #expect(forgotten.output == "school is forgotten.\n")
    #expect(!FileManager.default.fileExists(atPath: it.keyPath))
    #expect(try it.run("list", "--json").objects().isEmpty)
    #expect(try it.run("forget", "school").status == 1)
  }

  @Test func `the key is kept in a file for its owner alone, and nowhere else`() throws {
    let it = try EmoncmsSchool()
    let attributes = try FileManager.default.attributesOfItem(atPath: it.keyPath)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(try String(contentsOfFile: it.keyPath, encoding: .utf8) == "\(it.server.writeKey)\n")
    let key = Data(it.server.writeKey.utf8)
    var looked = 0
    for case let name as String in FileManager.default.enumerator(atPath: it.school.path) ?? .init()
    {
      guard name.contains("sqlite"),
        let content = FileManager.default.contents(atPath: it.school.file(name))
      else { continue }
      looked += 1
      #expect(content.range(of: key) == nil, "\(name)")
    }
    #expect(looked > 0)
  }

  @Test func `the key comes from a file that its owner alone may read`() throws {
    let it = try EmoncmsSchool(isKnown: false)
    try it.school.write("  \(it.server.writeKey)\n", to: "key.txt")
    #expect(chmod(it.school.file("key.txt"), 0o644) == 0)
    let open = try it.run("add", "school", it.server.url, "--key-file", "key.txt")
    #expect(open.status == 1)
    #expect(open.errors.contains("chmod 600"))
    #expect(chmod(it.school.file("key.txt"), 0o600) == 0)
    let added = try it.run("add", "school", it.server.url, "--key-file", "key.txt", "--json")
    #expect(added.status == 0)
    #expect(try Set(added.object().keys) == ["name", "kind", "address", "user"])
  }

  @Test func `nothing is remembered without a key, with a wrong one, or without an answer`() throws
  {
    let it = try EmoncmsSchool(isKnown: false)
    let none = try it.run("add", "school", it.server.url)
    #expect(none.status == 1)
    #expect(none.errors.contains("no key is given"))
    let odd = try it.add(key: "not a key, but secret")
    #expect(odd.status == 1)
    #expect(odd.errors.contains("$RETOUCHE_EMONCMS_KEY"))
    #expect(!odd.errors.contains("secret"))
    let wrong = String(repeating: "9", count: 32)
    let refused = try it.add(key: wrong)
    #expect(refused.status == 1)
    #expect(!refused.errors.contains(wrong))
    it.server.stop()
    #expect(try it.add().status == 1)
    #expect(try it.run("list", "--json").objects().isEmpty)
    #expect(!FileManager.default.fileExists(atPath: it.keyPath))
  }

  @Test(arguments: [
    ["add", "school"], ["add", "school", "http://127.0.0.1:1", "--emoncms", "/tmp"],
    ["add", "school", "http://127.0.0.1:1", "--user", "1"],
    ["add", "school", "--emoncms", "/tmp", "--key-file", "x"], ["pull"], ["pull", "1", "--all"],
    ["push", "5", "--ours", "--theirs"], ["push"], ["register"], ["forget"], ["bogus"],
  ])
  func `wrong usage ends with 64`(_ arguments: [String]) throws {
    let folder = try TemporaryFolder()
    let run = try Tool.run(["emoncms"] + arguments, in: folder.path)
    #expect(run.status == 64)
    #expect(run.output == "")
    #expect(run.errors.hasPrefix("retouche: "))
    #expect(try folder.names.isEmpty)
  }

  @Test func `a workspace that knows none says how to make one known`() throws {
    let school = try SmallSchool()
    let run = try school.run("emoncms", "feeds")
    #expect(run.status == 1)
    #expect(run.errors.contains("retouche emoncms add"))
  }
}

@Suite struct EmoncmsPullCommandTests {
  @Test func `feeds are listed`() throws {
    let it = try EmoncmsSchool()
    it.serve(19, name: "supply", tag: "north")
    let feeds = try it.run("feeds", "--json").objects()
    #expect(
      feeds.first.map { Set($0.keys) } == [
        "id", "name", "tag", "unit", "engine", "time", "value", "size",
      ])
    #expect(feeds.first?["id"] as? Int == 19)
    #expect(feeds.first?["unit"] as? String == "°C")
    let run = try it.run("feeds")
    #expect(run.lines.count == 2)
    #expect(run.output.contains("north") && run.output.contains("supply"))
  }

  @Test func `feeds are pulled, and only what is new the second time`() throws {
    let it = try EmoncmsSchool()
    it.serve(19, name: "supply", tag: "north")
    it.serve(20, name: "return", tag: "south")
    let first = try it.run("pull", "--tag", "north", "--json").objects()
    #expect(
      first.first.map { Set($0.keys) } == [
        "id", "name", "tag", "unit", "new_points", "npoints", "checked", "skipped",
      ])
    #expect(first.map { $0["id"] as? Int } == [19])
    #expect(first.first?["new_points"] as? Int == 100)
    #expect(try it.school.points(19) == (0..<100).map(Float.init))
    it.serve(19, name: "supply", tag: "north", count: 130)
    let second = try it.run("pull", "north:supply", "--json").objects()
    #expect(second.first?["new_points"] as? Int == 30)
    #expect(second.first?["npoints"] as? Int == 130)
    #expect(try it.school.points(19).count == 130)
    let unknown = try it.run("pull", "nothing")
    #expect(unknown.status == 1)
    #expect(unknown.errors.contains("\"nothing\" names no feed there"))
    #expect(try it.run("pull", "--tag", "nothing").status == 1)
    #expect(try it.run("pull", "--all").output.contains("return"))
    #expect(try it.school.points(20).count == 100)
  }
}

@Suite struct EmoncmsPushCommandTests {
  @Test func `a state feed is registered, once`() throws {
    let it = try EmoncmsSchool()
    try it.school.makeStateFeed()
    let run = try it.run("register", "north_state")
    #expect(run.status == 0)
    #expect(
      run.output.hasPrefix("north_state is feed 1 of \(it.server.url) (Emoncms 11"),
      "\(run.output)")
    #expect(try it.there(1) == it.here())
    #expect(it.server.feeds.first?.tag == "heating")
    let again = try it.run("register", "5", "--json").object()
    #expect(again["created"] as? Bool == false)
    #expect(again["id"] as? Int == 1)
    #expect(again["feed"] as? Int == 5)
    #expect(it.server.feeds.count == 1)
    #expect(try it.run("list").output.contains("heating:north_state, feed 1 there"))
    #expect(try it.run("forget", "school").status == 1)
    #expect(try it.run("register", "1").status == 1)
  }

  @Test func `a name that is taken is refused, another one is not`() throws {
    let it = try EmoncmsSchool()
    it.serve(7, name: "north_state", tag: "heating")
    try it.school.makeStateFeed()
    let taken = try it.run("register", "5")
    #expect(taken.status == 1)
    #expect(taken.errors.contains("--name"))
    #expect(it.server.feeds.count == 1)
    #expect(try it.run("register", "5", "--name", "nord", "--tag", "chauffage").status == 0)
    #expect(it.server.feeds.last.map { "\($0.tag):\($0.name)" } == "chauffage:nord")
  }

  @Test func `edits are shown, pushed and undone`() throws {
    let it = try EmoncmsSchool()
    let id = try it.register()
    let before = try it.here()
    #expect(try it.run("push", "5").output == "north_state: nothing to send.\n")
    try it.set("off", fromHour: 2, toHour: 4)
    let plan = try it.run("push", "5", "--dry-run", "--json").object()
    #expect(Set(plan.keys) == ["changed_points", "blocks", "conflicts", "foreign"])
    #expect(plan["changed_points"] as? Int == 24)
    #expect(
      plan["blocks"] as? [[String: Int]] == [
        ["from": SmallSchool.time(hour: 2), "to": SmallSchool.time(hour: 4)]
      ])
    #expect(it.there(id) == before)
    #expect(
      try it.run("push", "5").output
        == "north_state: 24 points sent in 1 block to feed \(id), and read back.\n")
    #expect(try it.there(id) == it.here())
    let undone = try it.run("push", "5", "--undo")
    #expect(undone.output == "north_state: 24 points there as before the last push.\n")
    #expect(it.there(id) == before)
    let report = try it.run("push", "5", "--json").object()
    #expect(
      Set(report.keys) == ["id", "changed_points", "blocks", "foreign_points", "taken_edit"])
    #expect(report["changed_points"] as? Int == 24)
  }

  @Test func `what was changed on both sides is a conflict until one is chosen`() throws {
    for choice in ["--ours", "--theirs"] {
      let it = try EmoncmsSchool()
      let id = try it.register()
      try it.set("off", fromHour: 2, toHour: 4)
      var feed = try #require(it.server.feeds.first { $0.id == id })
      // NaN there, where the workspace has 0 now and both had 1.
      feed.bytes.replaceSubrange(24 * 4..<25 * 4, with: [0, 0, 0xC0, 0x7F])
      it.server.put(feed)
      let there = it.there(id)
      let conflict = try it.run("push", "5")
      #expect(conflict.status == 1)
      #expect(conflict.errors.contains("--ours"))
      #expect(it.there(id) == there)
      let chosen = try it.run("push", "5", choice)
      #expect(chosen.status == 0, "\(chosen.errors)")
      #expect(try it.there(id) == it.here())
      #expect(try it.school.points(5)[24].isNaN == (choice == "--theirs"))
    }
  }

  @Test func `a feed is removed only with a yes`() throws {
    let it = try EmoncmsSchool()
    let id = try it.register()
    let asked = try it.run("unregister", "5")
    #expect(asked.status == 1)
    #expect(asked.errors.contains("--yes"))
    #expect(it.there(id) != nil)
    let points = try it.here()
    let removed = try it.run("unregister", "5", "--yes", "--json").object()
    #expect(removed["feed"] as? Int == 5)
    #expect(removed["id"] as? Int == id)
    #expect(it.server.feeds.isEmpty)
    #expect(try it.here() == points)
    let never = try it.run("push", "5")
    #expect(never.status == 1)
    #expect(never.errors.contains("retouche emoncms register 5"))
  }
}

@Suite struct EmoncmsDoctorCommandTests {
  @Test func `the doctor finds nothing, or something and ends with 1`() throws {
    let it = try EmoncmsSchool()
    it.serve(19, name: "supply")
    let well = try it.run("doctor")
    #expect(well.status == 0, "\(well.output)")
    #expect(well.output.hasSuffix("\nNothing is wrong.\n"))
    it.serve(20, name: "supply")
    it.server.clockError = 3600
    let ill = try it.run("doctor", "--json")
    #expect(ill.status == 1)
    let object = try ill.object()
    #expect(Set(object.keys) == ["facts", "findings"])
    let findings = try #require(object["findings"] as? [[String: String]])
    #expect(findings.map { $0["subject"] } == ["node:supply", "its clock"])
    #expect(
      findings.allSatisfy { Set($0.keys) == ["subject", "problem", "consequence", "remedy"] })
    #expect((object["facts"] as? [String: String])?["feeds"] == "2, 2 of them PHPFina")
    let told = try it.run("doctor")
    #expect(told.status == 1)
    #expect(told.output.hasSuffix("\n2 findings.\n"))
    it.server.stop()
    #expect(try it.run("doctor").status == 1)
  }
}
