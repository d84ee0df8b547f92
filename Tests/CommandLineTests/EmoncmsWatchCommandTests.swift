import EmoncmsSupport
import Feeds
import Foundation
import TestSupport
import Testing

/// A circuit whose temperatures an Emoncms logs, watched.
@Suite(.serialized) struct EmoncmsWatchCommandTests {
  private let school: SmallSchool
  private let server: EmoncmsServer

  init() throws {
    school = try SmallSchool(feeds: false)
    server = try EmoncmsServer(.v11)
    try log(5 * 288)
    #expect(try school.run("zone", "UTC").status == 0)
    let added = try school.run(
      ["emoncms", "add", "school", server.url],
      environment: ["RETOUCHE_EMONCMS_KEY": server.writeKey])
    #expect(added.status == 0, "\(added.errors)")
    #expect(try school.run("emoncms", "pull", "--all").status == 0)
    #expect(try school.declareCircuit().status == 0)
  }

  /// The Emoncms has logged so many points of the supply, the return, a room and the weather.
  private func log(_ count: Int) throws {
    for (id, name) in [(1, "supply"), (2, "return"), (3, "room"), (4, "outdoor")] {
      var feed = ServedFeed(id: id, name: name, tag: "node", unit: "°C", interval: 300)
      feed.start = SmallSchool.start
      feed.bytes = (0..<count).flatMap { slot in
        withUnsafeBytes(of: value(of: id, slot).bitPattern.littleEndian) { Array($0) }
      }
      server.put(feed)
    }
  }

  private func value(of id: Int, _ slot: Int) -> Float {
    switch id {
    case 1: SmallSchool.isOn(slot) ? 50 : 22
    case 2: SmallSchool.isOn(slot) ? 40 : 22
    case 3: 20
    default: Float(slot % 288) / 28.8
    }
  }

  /// The points of the state there.
  private var state: [Float]? { server.feeds.first { $0.name == "north_state" }?.points }

  private func watch(_ arguments: String...) throws -> Tool.Run {
    try school.run(["emoncms", "watch", "north"] + arguments)
  }

  @Test func `each round pulls what is new, goes on with the inference, and pushes it`() throws {
    defer { server.stop() }
    let first = try watch("--once")
    #expect(first.status == 0, "\(first.errors)")
    #expect(state?.count == 5 * 288)
    #expect(state?[100] == 1 && state?[10] == 0)
    // Through midnight.
    try log(5 * 288 + 150)
    let second = try watch("--once")
    #expect(second.status == 0, "\(second.errors)")
    #expect(second.output.contains("600 new points"), "\(second.output)")
    #expect(state?.count == 5 * 288 + 150)
    let id = try #require(
      try school.run("feeds", "--json").objects().first { $0["kind"] as? String == "state" }?["id"]
        as? Int)
    let isSame = try school.points(id).map(\.bitPattern) == (state ?? []).map(\.bitPattern)
    #expect(isSame)
    // Nothing new: nothing is sent.
    server.heal()
    #expect(try watch("--once").status == 0)
    #expect(!server.requests.contains { $0.path == "feed/upload.json" })
  }

  @Test func `a round that fails is said, leaves nothing half done, and the next one is right`()
    throws
  {
    #expect(try watch("--once").status == 0)
    try log(6 * 288)
    server.inject(.page, at: 3..<100)
    let failed = try watch("--once")
    #expect(failed.status == 1)
    #expect(failed.errors.contains(server.url))
    server.heal()
    #expect(try watch("--once").status == 0)
    #expect(state?.count == 6 * 288)
    server.stop()
    let gone = try watch("--once")
    #expect(gone.status == 1)
    #expect(gone.errors.contains("does not answer"), "\(gone.errors)")
  }

  @Test func `a service says that it is ready and lives, and ends when asked`() throws {
    defer { server.stop() }
    let listener = try NotificationListener()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Tool.path)
    process.arguments = ["emoncms", "watch", "north", "--every", "10", "-w", school.path]
    process.environment = ProcessInfo.processInfo.environment.merging([
      "NOTIFY_SOCKET": listener.path, "WATCHDOG_USEC": "400000",
    ]) { $1 }
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    var heard: [String] = []
    while !(heard.contains { $0.hasPrefix("READY=1") })
      || heard.count(where: { $0 == "WATCHDOG=1" }) < 4
    {
      heard.append(try listener.next())
    }
    #expect(heard[0].hasPrefix("READY=1"))
    #expect(heard.contains { $0.hasPrefix("STATUS=north: ") }, "\(heard)")
    process.terminate()
    while heard.last != "STOPPING=1" { heard.append(try listener.next()) }
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 0)
    #expect(state?.count == 5 * 288)
  }
}

/// What systemd hears of a service.
private final class NotificationListener {
  private let folder: TemporaryFolder
  private let descriptor: Int32
  var path: String { folder.file("notify") }

  init() throws {
    folder = try TemporaryFolder()
    descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let name = Array(folder.file("notify").utf8)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(descriptor, address, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    try #require(status == 0)
    var patience = timeval(tv_sec: 60, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(descriptor) }

  /// The next message.
  func next() throws -> String {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = recv(descriptor, &bytes, bytes.count, 0)
    try #require(count > 0, "nothing was heard for a minute")
    return String(decoding: bytes[..<count], as: UTF8.self)
  }
}
