import Emoncms
import EmoncmsSupport
import Feeds
import Foundation
import Testing

/// What only shows where the server can be looked into.
@Suite struct HTTPInstallationTests {
  private static let timeline = Timeline(start: 1_612_790_400, interval: 300, count: 3)

  private static func served(_ version: EmoncmsServer.Version) throws -> EmoncmsServer {
    let server = try EmoncmsServer(version)
    var feed = ServedFeed(id: 7, name: "target", tag: "t", unit: "", interval: 300)
    feed.start = timeline.start
    feed.bytes = ([1, 2, 3] as [Float]).flatMap { point in
      withUnsafeBytes(of: point.bitPattern.littleEndian) { Array($0) }
    }
    feed.time = timeline.lastTime
    feed.value = 3
    feed.isCached = true
    server.put(feed)
    return server
  }

  private static func new(_ name: String) throws -> NewFeed {
    try NewFeed(name: name, tag: "t", unit: "", timeline: timeline)
  }

  @Test(arguments: EmoncmsServer.Version.allCases)
  func itsTitleSaysTheVersionAndNoKey(_ version: EmoncmsServer.Version) throws {
    let server = try Self.served(version)
    defer { server.stop() }
    let installation = try HTTPInstallation(url: server.url, key: server.writeKey)
    #expect(installation.title == "\(server.url) (Emoncms \(version.rawValue))")
    // The slash at the end may be left out.
    let bare = try HTTPInstallation(url: String(server.url.dropLast()), key: server.writeKey)
    #expect(bare.title == installation.title)
  }

  @Test(arguments: EmoncmsServer.Version.allCases)
  func theReadKeyReadsAndIsToldApartWhenItWrites(_ version: EmoncmsServer.Version) throws {
    let server = try Self.served(version)
    defer { server.stop() }
    let installation = try HTTPInstallation(url: server.url, key: server.readKey)
    #expect(try installation.bits(of: 7) == [1, 2, 3].map { Float($0).bitPattern })
    let attempts: [() throws -> Void] = [
      { try installation.make(try Self.new("new"), [4, 5, 6]) },
      { try installation.put([4], at: 1, of: 7, on: Self.timeline) },
      { try installation.delete(7) },
    ]
    for attempt in attempts {
      let error = #expect(throws: EmoncmsError.self) { try attempt() }
      #expect(error?.code == .forbidden)
      #expect(error?.description.contains(server.readKey) == false)
    }
    #expect(server.feeds.map(\.id) == [7])
    #expect(server.feeds.first?.points == [1, 2, 3])
  }

  @Test func aWrongKeyIsSaidToBeOne() throws {
    let server = try Self.served(.v11)
    defer { server.stop() }
    let error = #expect(throws: EmoncmsError.self) {
      try HTTPInstallation(url: server.url, key: "0123456789abcdef")
    }
    #expect(error?.code == .unauthorized)
    #expect(error?.description.contains("0123456789abcdef") == false)
  }

  @Test(arguments: ["", "abc def", "abc\r\nX: y", "abc\u{0}", "clé"])
  func aKeyThatCouldBeMoreThanAKeyIsRefused(_ key: String) {
    let error = #expect(throws: EmoncmsError.self) {
      try HTTPInstallation(url: "http://127.0.0.1:1/", key: key)
    }
    #expect(error?.code == .badSettings)
    if !key.isEmpty { #expect(error?.description.contains(key) == false) }
  }

  @Test(arguments: [
    "http://h/emoncms/?apikey=secret", "http://user:secret@h/", "http://secret@h/",
    "http://h/#secret", "ftp://h/secret", "http://", "", "file:///etc/passwd",
    "http://h/feed/list.json?apikey=secret&x",
  ])
  func anAddressThatHoldsMoreIsRefusedWithoutRepeatingIt(_ url: String) {
    let error = #expect(throws: EmoncmsError.self) { try HTTPInstallation(url: url, key: "abc") }
    #expect(error?.code == .badSettings)
    if url.hasPrefix("http") { #expect(error?.description.contains("secret") == false) }
  }

  @Test func aServerThatIsNoEmoncmsIsSaidToBeNone() throws {
    for (fault, code) in [
      (ServedFault.page, EmoncmsError.Code.malformed), (.bareFalse, .unauthorized),
      (.redirect("https://emoncms.example/"), .unreachable), (.failure, .malformed),
    ] {
      let server = try Self.served(.v11)
      defer { server.stop() }
      server.inject(fault, at: 0..<10)
      let error = #expect(throws: EmoncmsError.self) {
        try HTTPInstallation(url: server.url, key: server.writeKey)
      }
      #expect(error?.code == code)
      if case .redirect(let target) = fault {
        #expect(error?.problem.contains(target) == true)
        #expect(server.requests.count == 1)
      }
    }
  }

  @Test func whereNothingListensIsUnreachable() throws {
    let server = try EmoncmsServer(.v11)
    let url = server.url
    server.stop()
    let error = #expect(throws: EmoncmsError.self) {
      try HTTPInstallation(
        url: url, key: "abc", timeouts: HTTPTimeouts(connecting: 1, stalled: 1, retries: [1, 1]))
    }
    #expect(error?.code == .unreachable)
  }

  @Test(arguments: EmoncmsServer.Version.allCases, [-3600, 0, 3600])
  func waitingPointsAreKnownByTheServersOwnClock(
    _ version: EmoncmsServer.Version, _ clockError: Int
  ) throws {
    let server = try Self.served(version)
    defer { server.stop() }
    server.clockError = clockError
    let installation = try HTTPInstallation(url: server.url, key: server.writeKey)
    #expect(try installation.pendingPoints(of: 7) == 0)
    var other = ServedFeed(id: 8, name: "live", tag: "t", unit: "", interval: 10)
    other.pending = 30
    server.put(other)
    // Another feed's points are none of this one's.
    #expect(try installation.pendingPoints(of: 7) == 0)
    var feed = try #require(server.feeds.first)
    feed.pending = 1
    // What an edit in Emoncms leaves behind: the time of the edit.
    feed.time = Int(Date().timeIntervalSince1970) + clockError - 20
    feed.value = 0
    server.put(feed)
    #expect(try installation.pendingPoints(of: 7) > 0)
  }

  @Test(arguments: EmoncmsServer.Version.allCases)
  func aShorterIntervalThanItMakesIsRefusedAndNothingLeft(
    _ version: EmoncmsServer.Version
  ) throws {
    let server = try Self.served(version)
    defer { server.stop() }
    let installation = try HTTPInstallation(url: server.url, key: server.writeKey)
    let new = try NewFeed(
      name: "fast", tag: "t", unit: "", timeline: Timeline(start: 3, interval: 3, count: 1))
    let error = #expect(throws: EmoncmsError.self) { try installation.make(new, [1]) }
    #expect(error?.code == .unsupported)
    #expect(server.feeds.map(\.id) == [7])
  }

  @Test(arguments: EmoncmsServer.Version.allCases)
  func aFeedOfAnotherEngineIsListedAndNotTouched(_ version: EmoncmsServer.Version) throws {
    let server = try Self.served(version)
    defer { server.stop() }
    var feed = try #require(server.feeds.first)
    feed.engine = 2
    server.put(feed)
    let installation = try HTTPInstallation(url: server.url, key: server.writeKey)
    let attempts: [() throws -> Void] = [
      { _ = try installation.timeline(of: 7) }, { _ = try installation.bits(of: 7) },
      { try installation.put([4], at: 1, of: 7, on: Self.timeline) },
    ]
    for attempt in attempts {
      let error = #expect(throws: EmoncmsError.self) { try attempt() }
      #expect(error?.code == .unsupported)
    }
    #expect(try installation.feeds().map(\.engine) == [2])
    #expect(server.feeds.first?.points == [1, 2, 3])
  }

  @Test func aFolderThatTakesNothingIsSaidToBeOne() throws {
    let server = try Self.served(.v11)
    defer { server.stop() }
    let installation = try HTTPInstallation(url: server.url, key: server.writeKey)
    // The list comes first.
    server.inject(.refuse("fopen(8.meta): Failed to open stream: Permission denied"), at: 1..<2)
    let error = #expect(throws: EmoncmsError.self) {
      try installation.make(try Self.new("new"), [1, 2, 3])
    }
    #expect(error?.code == .readOnly)
    #expect(server.feeds.map(\.id) == [7])
  }

  @Test func anUnchangedEndLeavesTheLastValueOfAnInputAlone() throws {
    let server = try Self.served(.v10)
    defer { server.stop() }
    var feed = try #require(server.feeds.first)
    feed.time = Self.timeline.lastTime + 7
    server.put(feed)
    let installation = try HTTPInstallation(url: server.url, key: server.writeKey)
    try installation.put([9], at: 1, of: 7, on: Self.timeline)
    #expect(server.feeds.first?.points == [1, 9, 3])
    #expect(server.feeds.first?.time == Self.timeline.lastTime + 7)
  }

  @Test(arguments: EmoncmsServer.Version.allCases)
  func anUnalignedFeedIsReadAndNotWritten(_ version: EmoncmsServer.Version) throws {
    let server = try Self.served(version)
    defer { server.stop() }
    var feed = try #require(server.feeds.first)
    feed.start += 1
    server.put(feed)
    let installation = try HTTPInstallation(url: server.url, key: server.writeKey)
    let timeline = try #require(try installation.timeline(of: 7))
    #expect(try installation.bits(of: 7).count == 3)
    let error = #expect(throws: EmoncmsError.self) {
      try installation.put([9], at: 1, of: 7, on: timeline)
    }
    #expect(error?.code == .unsupported)
    #expect(server.feeds.first?.points == [1, 2, 3])
  }
}
