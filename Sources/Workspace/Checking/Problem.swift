/// A fault that a check found: what, where, and the way out.
public struct Problem: Sendable, Hashable, Codable {
  /// The kind of fault. The raw values are what `check --json` prints.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    case missingMetadata = "missing-metadata"
    case missingPoints = "missing-points"
    case metadataSize = "metadata-size"
    case zeroInterval = "zero-interval"
    case badStart = "bad-start"
    case futureStart = "future-start"
    case unalignedStart = "unaligned-start"
    case raggedPoints = "ragged-points"
    case unreadable = "unreadable"
    case nothingRecorded = "nothing-recorded"
    case infiniteValue = "infinite-value"
    case noState = "no-state"
    case foreignChange = "foreign-change"
    case foreignTimeline = "foreign-timeline"
    case feedGone = "feed-gone"
    case interruptedCreation = "interrupted-creation"
    case interruptedEdit = "interrupted-edit"
    case damagedEdit = "damaged-edit"
    case provenance = "provenance"
    case circuitFeedGone = "circuit-feed-gone"
    case damagedDatabase = "damaged-database"
    case leftOver = "left-over"
  }

  /// The feed's id; nil for what concerns the whole workspace.
  public let feed: Int?
  public let problem: Kind
  /// What was found, a sentence that names the file or the value.
  public let detail: String
  /// What the user can do, a sentence.
  public let remedy: String
}
