import Feeds
import Foundation
import TestSupport
import Testing

@testable import Workspace

/// A workspace in a folder that this process may read and not write, as a user who is not root.
struct ReadOnlyTests {
  /// Whether the loop can be run as nobody, who must be able to read it. Root may write anywhere.
  static let canDropPrivileges: Bool = {
    guard getuid() == 0, let folder = try? TemporaryFolder() else { return false }
    chmod(folder.path, 0o755)
    let events = try? EditLoopProcess(
      folder.path, seed: 1, count: 0, kinds: "look", asNobody: true
    ).finish()
    // The folder holds no feed 2: that it says so shows that it runs.
    return events?.contains { if case .failed = $0 { true } else { false } } == true
  }()

  private func run(_ folder: TemporaryFolder, _ kinds: String) throws -> [EditLoopProcess.Event] {
    try EditLoopProcess(folder.path, seed: 1, count: 1, kinds: kinds, asNobody: true).finish()
  }

  @Test(.enabled(if: canDropPrivileges, "needs root, setpriv, and a build that nobody may read"))
  func `a workspace that cannot be written can be read`() throws {
    let folder: TemporaryFolder
    do {
      let fixture = try Fixture(count: 500)
      for slot in 0..<3 { try fixture.set(.off, slot..<(slot + 9)) }
      folder = fixture.folder
    }
    defer { chmod(folder.path, 0o700) }
    chmod(folder.path, 0o555)
    for name in try folder.names where !name.hasPrefix(".") { chmod(folder.file(name), 0o444) }
    let names = try folder.names
    let database = try folder.bytes(of: Workspace.databaseName)

    let events = try run(folder, "look")
    #expect(events == [.began("look"), .done(3)], "\(events)")
    for kinds in ["set", "new"] {
      guard case .failed(let text)? = try run(folder, kinds).last else {
        Issue.record("\(kinds) did not fail")
        continue
      }
      #expect(text.contains(folder.path) && text.contains("heck the owner"), "\(text)")
    }
    #expect(try folder.names == names)
    #expect(try folder.bytes(of: Workspace.databaseName) == database)
  }

  @Test(.enabled(if: canDropPrivileges, "needs root, setpriv, and a build that nobody may read"))
  func `a file that cannot be read is said`() throws {
    let fixture = try Fixture(count: 500)
    chmod(fixture.folder.path, 0o755)
    for (name, mode) in [("2.dat", mode_t(0)), (Workspace.databaseName, 0)] {
      chmod(fixture.folder.file(name), mode)
      let events = try run(fixture.folder, "look")
      guard case .failed(let text)? = events.last else {
        Issue.record("nothing failed: \(events)")
        return
      }
      #expect(text.contains(name), "\(text)")
    }
  }
}
