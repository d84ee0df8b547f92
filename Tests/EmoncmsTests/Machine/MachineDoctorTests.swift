import Emoncms
import EmoncmsSupport
import Feeds
import Foundation
import TestSupport
import Testing
import Workspace

@Suite("The doctor on the machine, as a whole")
struct MachineDoctorTests {
  /// What is done to the files of a feed of this account, and the one thing said of it.
  enum Damage: CaseIterable {
    case noFiles, noMetadata, noPoints, shortMetadata, zeroInterval, unaligned

    var problem: String {
      switch self {
      case .noFiles, .noMetadata, .noPoints: "has no files that can be read (cannot be opened"
      case .shortMetadata: "has no files that can be read (metadata of 3 bytes"
      case .zeroInterval: "has no files that can be read (an interval of 0 seconds"
      case .unaligned: "starts at 1612790401, no multiple of its interval of 300 s"
      }
    }

    func apply(to feed: Int, in folder: TemporaryFolder) throws {
      let (meta, data) = ("\(feed).meta", "\(feed).dat")
      if self == .noFiles || self == .noMetadata { try remove(folder.file(meta)) }
      if self == .noFiles || self == .noPoints { try remove(folder.file(data)) }
      switch self {
      case .shortMetadata: try folder.write([1, 2, 3], inPlace: meta)
      case .zeroInterval: try folder.write([UInt8](repeating: 0, count: 16), inPlace: meta)
      case .unaligned:
        try folder.write(FeedMetadata(interval: 300, start: 1_612_790_401).bytes, inPlace: meta)
      default: break
      }
    }

    private func remove(_ path: String) throws { try FileManager.default.removeItem(atPath: path) }
  }

  @Test("each damage to the files of a feed is told once", arguments: Damage.allCases)
  func once(_ damage: Damage) throws {
    let fixture = try MachineFixture()
    if geteuid() == 0 { #expect(chown(fixture.folder.path, 33, 33) == 0) }
    let installation = try fixture.open()
    let feed = try installation.create(try someFeed(), somePoints())
    let workspace = try TemporaryFolder()
    let link = EmoncmsLink(
      workspace: try Workspace(workspace.path), connection: "here", installation: installation)
    // The feedwriter of this machine, if any, is none of this fixture's business: nothing waits.
    #expect(try link.examine().findings == [])
    try damage.apply(to: feed, in: fixture.folder)
    let before = try fixture.everything
    let findings = try link.examine().findings
    #expect(try fixture.everything == before)
    #expect(findings.count == 1)
    #expect(findings.first?.subject == "feed \(feed) (relève:Pompe été)")
    #expect(findings.first?.problem.hasPrefix(damage.problem) == true, "\(findings)")
  }

  @Test("a Redis that is down is told, and the rest is looked at all the same")
  func redisIsDown() throws {
    let fixture = try MachineFixture()
    if geteuid() == 0 { #expect(chown(fixture.folder.path, 33, 33) == 0) }
    let feed = try fixture.open().create(try someFeed(), somePoints())
    try Damage.noFiles.apply(to: feed, in: fixture.folder)
    let redis = try RedisServer()
    var settings = fixture.settings
    settings.cache = .init(
      host: "127.0.0.1", port: redis.port, password: Secret(""), prefix: fixture.prefix)
    redis.stop()
    let workspace = try TemporaryFolder()
    let link = EmoncmsLink(
      workspace: try Workspace(workspace.path), connection: "here",
      installation: try fixture.open(settings))
    let examination = try link.examine()
    let subjects = examination.findings.map(\.subject)
    #expect(subjects == ["Redis at 127.0.0.1:\(redis.port)", "feed \(feed) (relève:Pompe été)"])
    #expect(examination.findings.first?.remedy.contains("systemctl status redis") == true)
    #expect(examination.facts.contains { $0.name == "Redis" && $0.text == "down" })
  }
}
