import EmoncmsSupport
import Foundation

/// The module in a website of its own, over the feeds of two users.
final class ModuleSite: Sendable {
  static let start = 1_610_319_600
  static let count = 20
  /// User 1's state feed, which the tests edit: off throughout.
  static let state = 3
  /// User 2's feeds: a private one, and one that everybody may read.
  static let hidden = 5
  static let open = 6

  let server: ModuleServer
  let writer: ModuleClient
  let token: String

  /// - Throws: `ServerFailure` where something does not start.
  init(_ version: EmoncmsServer.Version = .v11, hasCache: Bool = true) throws {
    server = try ModuleServer(version, hasCache: hasCache)
    for (id, owner, isPublic) in [
      (Self.state, 1, false), (Self.hidden, 2, false), (Self.open, 2, true),
    ] {
      var feed = ServedFeed(id: id, name: "feed \(id)", tag: "t", unit: "", interval: 300)
      feed.owner = owner
      feed.isPublic = isPublic
      feed.start = Self.start
      feed.bytes = [UInt8](repeating: 0, count: Self.count * 4)
      server.feeds.put(feed)
    }
    writer = try ModuleClient(server, as: .writer)
    guard let token = try writer.token() else { throw SiteFailure("the writer has no token") }
    self.token = token
  }

  deinit { server.stop() }

  /// What begins an edit that sets some points of a feed on.
  static func beginning(
    _ first: Int = 4, _ count: Int = 3, of feed: Int = state, key: String = UUID().uuidString,
    with members: [String: any Sendable] = [:]
  ) -> [String: any Sendable] {
    let block: [String: any Sendable] = [
      "first": first, "before": [[count, "00000000"] as [any Sendable]],
      "after": [[count, "0000803f"] as [any Sendable]],
    ]
    let beginning: [String: any Sendable] = [
      "feed": feed, "key": key, "kind": "edit", "gesture": "paint", "start": start,
      "interval": 300, "npoints": Self.count, "blocks": [block],
      "changes": [[first, count, "on"] as [any Sendable]],
    ]
    return beginning.merging(members) { $1 }
  }

  /// Begins an edit as the writer's page does.
  func begin(_ body: [String: any Sendable] = beginning()) throws -> ModuleClient.Answer {
    try writer.post("retouche/begin.json", body, token: token)
  }

  /// Says how an edit ended, as the writer's page does.
  func finish(_ edit: Int, _ status: String = "done") throws -> ModuleClient.Answer {
    try writer.post("retouche/finish.json", ["edit": edit, "status": status], token: token)
  }

  /// Begins and finishes an edit.
  ///
  /// - Returns: Its number.
  @discardableResult
  func note(_ body: [String: any Sendable] = beginning()) throws -> Int {
    let begun = try begin(body)
    guard let edit = begun["edit"] as? Int, try finish(edit).status == 200 else {
      throw SiteFailure("an edit is not noted: \(begun.text)")
    }
    return edit
  }

  /// The journal of a feed as the writer sees it.
  func journal(of feed: Int = state) throws -> [[String: Any]] {
    try writer.get("retouche/edits.json?feed=\(feed)")["edits"] as? [[String: Any]] ?? []
  }
}

struct SiteFailure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
