import Feeds
public import Workspace

/// A workspace and an Emoncms that it knows: what goes from one to the other.
///
/// Whatever changes the Emoncms is noted in the workspace before, and settled by the next call after
/// a process that was cut off. One process of a workspace at a time works with an Emoncms.
public struct EmoncmsLink {
  public let workspace: Workspace
  /// Name of the connection.
  public let connection: String
  public let installation: any Installation

  public init(
    workspace: Workspace, connection: String, installation: any Installation
  ) {
    self.workspace = workspace
    self.connection = connection
    self.installation = installation
  }

  /// Works with the Emoncms alone, after what an earlier process left has been settled.
  func alone<T>(_ body: () throws -> T) throws -> T {
    try workspace.withConnection(connection) {
      try settle()
      return try body()
    }
  }

  /// The registration of a feed, which there must be.
  func registration(of feed: Feed) throws -> (Registration, remote: Int) {
    guard let it = try workspace.registration(of: feed, on: connection), let remote = it.remote
    else {
      throw EmoncmsError(
        .notFound, feed.title, "is not registered on \"\(connection)\"",
        remedy: "Register it with `retouche emoncms register \(feed.id)`.")
    }
    return (it, remote)
  }

  /// All points of a feed of the Emoncms; nil while it has none.
  func points(of remote: Int) throws -> RemotePoints? {
    guard let timeline = try installation.timeline(of: remote) else { return nil }
    return try points(of: remote, on: timeline)
  }

  /// All points of a feed of the Emoncms, whose timeline is known.
  func points(of remote: Int, on timeline: Timeline) throws -> RemotePoints {
    var bits: [Float] = []
    bits.reserveCapacity(timeline.count)
    try installation.readPoints(of: remote, from: 0, on: timeline) { bits.append(littleEndian: $0) }
    guard bits.count >= timeline.count else {
      throw EmoncmsError(
        .malformed, "feed \(remote) of \(installation.title)",
        "says that it has \(timeline.count) points and gives \(bits.count)",
        remedy: "Run the command again; `retouche emoncms doctor` says more.")
    }
    return RemotePoints(
      timeline: Timeline(start: timeline.start, interval: timeline.interval, count: bits.count),
      points: bits)
  }
}

/// What a feed of an Emoncms holds.
struct RemotePoints {
  let timeline: Timeline
  let points: [Float]
}

extension [Float] {
  /// Appends float32 as an Emoncms stores them.
  mutating func append(littleEndian bytes: UnsafeRawBufferPointer) {
    #if _endian(little)
      append(contentsOf: bytes.bindMemory(to: Float.self))
    #else
      for offset in stride(from: 0, to: bytes.count - 3, by: 4) {
        let bits = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
        append(Float(bitPattern: UInt32(littleEndian: bits)))
      }
    #endif
  }
}
