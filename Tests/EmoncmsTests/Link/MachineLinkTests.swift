import Emoncms
import EmoncmsSupport
import Feeds
import Foundation
import TestSupport
import Testing
import Workspace

/// A workspace and an Emoncms of the same machine, its MariaDB and Redis being real ones.
@Suite(.serialized) struct MachineLinkTests {
  private let there: MachineFixture
  private let school: TemporaryFolder
  private let emoncms: TemporaryFolder
  private let workspace: Workspace
  private let state: Feed

  init() throws {
    there = try MachineFixture()
    school = try TemporaryFolder()
    emoncms = try TemporaryFolder()
    let settings = there.settings
    try emoncms.write(
      """
      [sql]
      server = "127.0.0.1"
      port = \(settings.database.port)
      database = "\(settings.database.name)"
      username = "\(settings.database.username)"
      password = "{{EMONCMS_TEST_PASSWORD}}"
      [redis]
      enabled = true
      host = "127.0.0.1"
      port = \(there.redis.port)
      auth = "{{EMONCMS_TEST_REDIS}}"
      prefix = "\(there.prefix)"
      [feed]
      phpfina[datadir] = "\(there.folder.path)/"
      """, to: "settings.ini")
    try FeedFiles(folder: school.path, id: 1).create(
      points: [Float](repeating: 19, count: 5000), start: 1_612_742_400, interval: 300)
    workspace = try Workspace(school.path)
    state = try workspace.createStateFeed(
      like: workspace.feed(id: 1), name: "north_state", tag: "heating", state: .off)
    try workspace.save(Connection(name: "here", kind: .machine, address: emoncms.path))
  }

  private func link() throws -> EmoncmsLink {
    EmoncmsLink(workspace: workspace, connection: "here", installation: try there.open())
  }

  private func isSame() throws -> Bool {
    let rows = try there.rows.split(separator: "\n")
    guard rows.count == 1, let id = rows[0].split(separator: "\t").first.flatMap({ Int($0) }) else {
      return false
    }
    let pair = FeedFiles(folder: there.folder.path, id: id)
    let names = try there.folder.names
    let points = try FeedReader(pair).points().map(\.bitPattern)
    let here = try workspace.reader(state).points().map(\.bitPattern)
    return names == ["\(id).dat", "\(id).meta"] && points == here
  }

  private func program(_ command: String) throws -> Process {
    try RetoucheProcess.start(
      ["emoncms", command, "north_state", "-w", school.path],
      environment: [
        "EMONCMS_TEST_PASSWORD": MachineFixture.password,
        "EMONCMS_TEST_REDIS": there.redis.password,
      ])
  }

  @Test func `a feed is registered, pushed, and taken away again without a trace`() throws {
    let before = try there.everything
    let link = try link()
    let (id, _) = try link.register(state)
    #expect(try isSame())
    #expect(try link.installation.feeds().map(\.id) == [id])
    _ = try workspace.set(state, to: .on, from: 1_612_742_400 + 3000, to: 1_612_742_400 + 30_000)
    #expect(try link.push(state).changedPoints == 90)
    #expect(try isSame())
    #expect(try link.undoPush(state) == 90)
    #expect(try link.unregister(state) == id)
    #expect(try there.everything == before)
  }

  @Test func `the program, killed at any instant of register and push`() throws {
    var random = SeededGenerator(seed: 11)
    var kills = 0
    let start = ContinuousClock.now
    let uncut = try program("register")
    uncut.waitUntilExit()
    #expect(uncut.terminationStatus == 0)
    let whole = UInt32((ContinuousClock.now - start) / .microseconds(1))
    #expect(try isSame())
    _ = try link().unregister(state)
    for round in 0..<60 {
      let isRegistered = try workspace.registration(of: state, on: "here")?.remote != nil
      if isRegistered {
        let from = 1_612_742_400 + 300 * Int.random(in: 0..<4000, using: &random)
        _ = try workspace.set(
          state, to: round % 2 == 0 ? .on : .unknown, from: from, to: from + 300 * 200)
      }
      let process = try program(isRegistered ? "push" : "register")
      usleep(UInt32.random(in: 0...whole, using: &random))
      if process.isRunning {
        kill(process.processIdentifier, SIGKILL)
        kills += 1
      }
      process.waitUntilExit()
      let link = try link()
      _ = try link.register(state)
      _ = try link.push(state)
      #expect(try isSame(), "round \(round)")
      if round % 3 == 2 {
        _ = try link.unregister(state)
        let isGone = try there.rows.isEmpty && there.folder.names.isEmpty
        #expect(isGone, "round \(round)")
      }
    }
    #expect(kills > 15, "only \(kills) of 60 rounds were cut off")
  }
}
