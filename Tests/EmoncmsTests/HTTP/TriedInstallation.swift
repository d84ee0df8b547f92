import Emoncms
import EmoncmsSupport
import Feeds
import Foundation

/// What the tests of an installation run against.
enum TriedInstallation: CustomStringConvertible, Sendable {
  case served(EmoncmsServer.Version)
  case real(url: String, keyFile: String)

  /// The test server in each version, and the Emoncms of `EMONCMS_URL` and `EMONCMS_KEY_FILE`.
  static let all: [TriedInstallation] = {
    let environment = ProcessInfo.processInfo.environment
    let served = EmoncmsServer.Version.allCases.map { TriedInstallation.served($0) }
    guard let url = environment["EMONCMS_URL"], let file = environment["EMONCMS_KEY_FILE"] else {
      print("no EMONCMS_URL and EMONCMS_KEY_FILE: only the test server is tried, no real Emoncms")
      return served
    }
    return served + [.real(url: url, keyFile: file)]
  }()

  /// In the name of each feed that these tests make, and of no other.
  static let stamp = UUID().uuidString

  var description: String {
    switch self {
    case .served(let version): version.rawValue
    case .real(let url, _): url
    }
  }

  /// Connects to it, and takes away what these tests made there.
  func use(_ body: (HTTPInstallation) throws -> Void) throws {
    switch self {
    case .served(let version):
      let server = try EmoncmsServer(version)
      defer { server.stop() }
      try body(try HTTPInstallation(url: server.url, key: server.writeKey))
    case .real(let url, let file):
      let key = try String(contentsOfFile: file, encoding: .utf8)
        .trimmingCharacters(in: .whitespacesAndNewlines)
      let installation = try HTTPInstallation(url: url, key: key)
      defer {
        for feed in (try? installation.feeds()) ?? [] where feed.name.contains(Self.stamp) {
          try? installation.delete(feed.id)
        }
      }
      try body(installation)
    }
  }
}

extension Installation {
  /// The points of a feed, bit for bit.
  func bits(of feed: Int, from slot: Int = 0) throws -> [UInt32] {
    var bytes: [UInt8] = []
    try readPoints(of: feed, from: slot) { bytes.append(contentsOf: $0) }
    return bytes.withUnsafeBytes { buffer in
      stride(from: 0, to: buffer.count, by: 4).map {
        UInt32(littleEndian: buffer.loadUnaligned(fromByteOffset: $0, as: UInt32.self))
      }
    }
  }

  @discardableResult
  func make(_ feed: NewFeed, _ points: [Float]) throws -> Int {
    try points.withUnsafeBufferPointer { points in try create(feed, points: points) }
  }

  func put(_ points: [Float], at slot: Int, of feed: Int, on timeline: Timeline) throws {
    try points.withUnsafeBufferPointer { points in
      try write(points, at: slot, of: feed, on: timeline)
    }
  }
}
