import Emoncms
import EmoncmsSupport
import Feeds
import Foundation
import Testing

/// Each fault at each request: a feed is made whole or not at all, no point is lost or invented.
@Suite struct HTTPFaultTests {
  private static let faults: [ServedFault] = [
    .cutAnswer(after: 0), .cutAnswer(after: 40), .cutAnswer(after: 190), .cutRequest(after: 8),
    .pretend, .refuse("no"), .refuse("Feed does not exist"), .bareFalse, .page, .failure,
    .unauthorized, .redirect("http://127.0.0.2/emoncms/?apikey=stolen"), .truncatedBody,
    .feedDeleted, .garble,
  ]
  private static let start = 1_612_790_400
  private static let points: [Float] = [1, 2, .nan, 4, 5.5, 6, 7, 8, 9, 10]
  private static let timeline = Timeline(start: start, interval: 300, count: points.count)

  private static func bytes(_ points: [Float]) -> [UInt8] {
    points.flatMap { point in withUnsafeBytes(of: point.bitPattern.littleEndian) { Array($0) } }
  }

  /// A feed that nothing here is about.
  private static let bystander: ServedFeed = {
    var feed = ServedFeed(id: 3, name: "bystander", tag: "t", unit: "", interval: 60)
    feed.start = start
    feed.bytes = bytes([1, 2, 3])
    return feed
  }()

  private static let target: ServedFeed = {
    var feed = ServedFeed(id: 7, name: "target", tag: "t", unit: "", interval: 300)
    feed.start = start
    feed.bytes = bytes(points)
    return feed
  }()

  /// Runs against a server that fails at some requests, and checks what holds whatever happens.
  private func tried(
    _ server: EmoncmsServer, _ fault: ServedFault?, at requests: Range<Int> = 0..<0,
    timeouts: HTTPTimeouts = HTTPTimeouts(connecting: 5, stalled: 5, retries: [1]),
    _ body: (HTTPInstallation) throws -> Void
  ) throws -> EmoncmsError? {
    server.heal()
    for feed in server.feeds { server.remove(feed.id) }
    server.put(Self.bystander)
    let installation = try HTTPInstallation(
      url: server.url, key: server.writeKey, timeouts: timeouts)
    if let fault { server.inject(fault, at: requests) } else { server.inject(.page, at: 0..<0) }
    var thrown: EmoncmsError?
    do {
      try body(installation)
    } catch let error as EmoncmsError {
      thrown = error
    }
    for request in server.requests {
      #expect(!request.target.contains(server.writeKey))
      #expect(request.header("expect") == nil)
      #expect(request.header("authorization") == "Bearer \(server.writeKey)")
    }
    if let thrown {
      #expect(!thrown.description.contains(server.writeKey))
      #expect(!thrown.description.contains("stolen"))
      #expect(!thrown.remedy.isEmpty)
    }
    if fault != .feedDeleted {
      #expect(server.feeds.first { $0.id == 3 }?.bytes == Self.bystander.bytes)
    }
    return thrown
  }

  private static func new() throws -> NewFeed {
    try NewFeed(name: "été", tag: "t", unit: "°C", timeline: timeline)
  }

  /// How many requests one thing takes when nothing fails, the version's left out.
  private func requestCount(
    _ server: EmoncmsServer, _ body: (HTTPInstallation) throws -> Void
  ) throws -> Int {
    #expect(try tried(server, nil, body) == nil)
    return server.requests.count - 1
  }

  private func expectWhole(_ feed: ServedFeed?, _ points: [Float]) {
    #expect(feed?.bytes == Self.bytes(points))
    #expect(feed?.start == Self.start)
    #expect(feed?.interval == 300)
    #expect(feed?.time == Self.start + 300 * (points.count - 1))
    #expect(feed?.value.map { Float($0) } == points.last)
  }

  @Test(arguments: EmoncmsServer.Version.allCases)
  func creatingIsWholeOrNotAtAllWhateverFails(_ version: EmoncmsServer.Version) throws {
    let server = try EmoncmsServer(version)
    defer { server.stop() }
    let new = try Self.new()
    let count = try requestCount(server) { try $0.make(new, Self.points) }
    #expect(count >= 8)
    for fault in Self.faults {
      for request in 0..<count {
        var id: Int?
        let error = try tried(server, fault, at: request..<request + 1) {
          id = try $0.make(new, Self.points)
        }
        let made = server.feeds.first { $0.name == "été" }
        if let id, error == nil {
          #expect(made?.id == id)
          #expect(made?.size == 16 + 4 * Self.points.count)
          expectWhole(made, Self.points)
        } else {
          #expect(error != nil)
          #expect(made == nil, "\(fault) at \(request): \(String(describing: error))")
        }
        #expect(server.requests.count { $0.path == "feed/create.json" } <= 1)
      }
    }
  }

  @Test(arguments: EmoncmsServer.Version.allCases)
  func whatCannotBeTakenBackIsSaid(_ version: EmoncmsServer.Version) throws {
    let server = try EmoncmsServer(version)
    defer { server.stop() }
    let new = try Self.new()
    let count = try requestCount(server) { try $0.make(new, Self.points) }
    for fault in Self.faults where fault != .feedDeleted {
      for request in 0..<count {
        let error = try tried(server, fault, at: request..<1000) { try $0.make(new, Self.points) }
        guard let made = server.feeds.first(where: { $0.name == "été" }) else { continue }
        guard let error else {
          expectWhole(made, Self.points)
          continue
        }
        let isSaid =
          error.description.contains("feed \(made.id)") && error.remedy.contains("Delete")
          || error.problem.contains("is not known") && error.remedy.contains("delete")
        #expect(isSaid, "\(fault) from \(request) on: \(error)")
      }
    }
  }

  @Test(arguments: EmoncmsServer.Version.allCases)
  func writingLosesAndInventsNoPointWhateverFails(_ version: EmoncmsServer.Version) throws {
    let server = try EmoncmsServer(version)
    defer { server.stop() }
    let block: [Float] = [80, .nan, 100, 110]
    let written = Self.points[..<8] + block
    let count = try requestCount(server) { installation in
      server.put(Self.target)
      try installation.put(block, at: 8, of: 7, on: Self.timeline)
    }
    #expect(count >= 5)
    for fault in Self.faults {
      for requests in (0..<count).flatMap({ [$0..<$0 + 1, $0..<1000] }) {
        let error = try tried(server, fault, at: requests) { installation in
          server.put(Self.target)
          try installation.put(block, at: 8, of: 7, on: Self.timeline)
        }
        let after = server.feeds.first { $0.id == 7 }
        if error == nil {
          expectWhole(after, Array(written))
        } else if fault == .feedDeleted {
          #expect(after == nil)
        } else if fault == .garble {
          #expect(error?.code == .unverified)
        } else {
          let isOld = after?.bytes == Self.target.bytes
          let isNew = after?.bytes == Self.bytes(Array(written))
          #expect(isOld || isNew, "\(fault) at \(requests): \(String(describing: error))")
          #expect(after?.start == Self.start)
        }
      }
    }
  }

  @Test(arguments: EmoncmsServer.Version.allCases)
  func aFeedThatGrowsMeanwhileKeepsItsNewPoints(_ version: EmoncmsServer.Version) throws {
    let server = try EmoncmsServer(version)
    defer { server.stop() }
    let count = try requestCount(server) { installation in
      server.put(Self.target)
      try installation.put([80], at: 9, of: 7, on: Self.timeline)
    }
    for request in 0..<count {
      let error = try tried(server, .grows(feed: 7), at: request..<request + 1) { installation in
        server.put(Self.target)
        try installation.put([80], at: 9, of: 7, on: Self.timeline)
      }
      #expect(error == nil)
      let after = try #require(server.feeds.first { $0.id == 7 })
      let expected = Self.points[..<9] + [80, EmoncmsServer.inputValue]
      #expect(after.bytes == Self.bytes(Array(expected)))
      let last = Self.start + 300 * 10
      #expect(after.time == last || after.time == last + 1, "\(request)")
      #expect(after.value == Double(EmoncmsServer.inputValue), "\(request)")
    }
  }

  @Test func aSecondBlockThatFailsLeavesNoFeedOrSaysSo() throws {
    let server = try EmoncmsServer(.v11)
    defer { server.stop() }
    let points = (0..<300_000).map { Float($0) }
    let new = try NewFeed(
      name: "long", tag: "t", unit: "",
      timeline: Timeline(start: Self.start, interval: 300, count: points.count))
    #expect(try tried(server, nil) { try $0.make(new, points) } == nil)
    let uploads = server.requests.indices.filter {
      server.requests[$0].path == "feed/upload.json"
    }
    #expect(uploads.count == 2)
    #expect(server.requests.allSatisfy { $0.body.count <= 1 << 20 })
    // The version's request is not counted by faults.
    let second = try #require(uploads.last) - 1
    for fault in [ServedFault.cutRequest(after: 1000), .pretend, .bareFalse] {
      let error = try tried(server, fault, at: second..<second + 1) { try $0.make(new, points) }
      // A connection that breaks is made anew, and the block sent again.
      if fault == .cutRequest(after: 1000), error == nil {
        expectWhole(server.feeds.first { $0.name == "long" }, points)
      } else {
        #expect(error != nil)
        #expect(server.feeds.map(\.id) == [3])
      }
    }
  }

  @Test(arguments: [1, 4])
  func aStalledAnswerEndsInTime(_ request: Int) throws {
    let server = try EmoncmsServer(.v10)
    defer { server.stop() }
    let new = try Self.new()
    let error = try tried(
      server, .stall, at: request..<request + 1,
      timeouts: HTTPTimeouts(connecting: 1, stalled: 1, retries: [])
    ) { try $0.make(new, Self.points) }
    let made = server.feeds.first { $0.name == "été" }
    if error == nil { expectWhole(made, Self.points) } else { #expect(made == nil) }
    #expect(error == nil || error?.code == .timedOut)
  }

  @Test(arguments: EmoncmsServer.Version.allCases)
  func readingIsNeverSilentlyShort(_ version: EmoncmsServer.Version) throws {
    let server = try EmoncmsServer(version)
    defer { server.stop() }
    for fault in Self.faults where fault != .garble {
      for request in 0..<2 {
        var read: [UInt8] = []
        let error = try tried(server, fault, at: request..<request + 1) { installation in
          server.put(Self.target)
          try installation.readPoints(of: 7, from: 2) { bytes in
            #expect(bytes.count % 4 == 0)
            read.append(contentsOf: bytes)
          }
        }
        let expected = Array(Self.target.bytes.dropFirst(8))
        if error == nil {
          #expect(read == expected, "\(fault) at \(request)")
        } else {
          #expect(expected.starts(with: read))
        }
      }
    }
  }

  @Test func deletingSaysWhatBecameOfIt() throws {
    for version in EmoncmsServer.Version.allCases {
      let server = try EmoncmsServer(version)
      defer { server.stop() }
      for fault in Self.faults {
        for request in 0..<2 {
          let error = try tried(server, fault, at: request..<request + 1) { installation in
            server.put(Self.target)
            try installation.delete(7)
          }
          // Only without an error it is certain.
          if error == nil { #expect(!server.feeds.contains { $0.id == 7 }) }
        }
      }
    }
  }
}
