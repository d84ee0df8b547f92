public import Feeds

/// That a state feed of the workspace is a feed of an Emoncms too.
public struct Registration: Sendable, Hashable {
  /// Name of the connection.
  public let connection: String
  /// The feed's id in the workspace.
  public let feed: Int
  /// What it is called there.
  public let name: String
  public let tag: String
  /// Its id there; nil while it is being made.
  public let remote: Int?
  public let timeline: Timeline
  /// What it is known to hold there: as many points as the timeline counts.
  public let points: [Float]

  public init(
    connection: String, feed: Int, name: String, tag: String, remote: Int?, timeline: Timeline,
    points: [Float]
  ) {
    self.connection = connection
    self.feed = feed
    self.name = name
    self.tag = tag
    self.remote = remote
    self.timeline = timeline
    self.points = points
  }
}

/// Points that were written to a feed of an Emoncms, and those that they replaced.
public struct Push: Sendable, Hashable {
  /// How far it has come.
  public enum Phase: String, Sendable, Hashable, Codable {
    case writing, written, undoing, undone
  }

  /// Consecutive points.
  public struct Block: Sendable, Hashable {
    /// The slot of the first.
    public let first: Int
    /// What was there; NaN beyond the former end.
    public let before: [Float]
    /// What was written, as many points.
    public let after: [Float]

    public var slots: Range<Int> { first..<(first + after.count) }

    public init(first: Int, before: [Float], after: [Float]) {
      self.first = first
      self.before = before
      self.after = after
    }
  }

  public let id: Int64
  /// When it began, Unix seconds.
  public let time: Int
  public let phase: Phase
  public let blocks: [Block]
}
