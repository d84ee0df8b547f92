import GRDB

/// The table `stretch`: the provenance of every slot of the state feeds.
enum StretchTable {
  /// Those of a feed that overlap some slots. They do not overlap each other, so that the first of them
  /// is the last to begin by the first slot: a late window of a long feed is found at once.
  private static let overlapping = """
    feed = :feed AND "end" > :lower AND first < :upper AND first >= coalesce(
      (SELECT max(first) FROM stretch WHERE feed = :feed AND first <= :lower), :lower)
    """

  private static func arguments(_ feed: Int, _ slots: Range<Int>) -> StatementArguments {
    ["feed": feed, "lower": slots.lowerBound, "upper": slots.upperBound]
  }

  static func fetch(
    _ database: Database, feed: Int, overlapping slots: Range<Int>
  ) throws -> [Stretch] {
    try Row.fetchAll(
      database,
      sql: "SELECT * FROM stretch WHERE \(overlapping) ORDER BY first",
      arguments: arguments(feed, slots)
    ).map { row in
      let first: Int = try row.decode(forColumn: "first")
      return Stretch(
        slots: first..<max(first, try row.decode(forColumn: "end")),
        provenance: Provenance(rawValue: try row.decode(forColumn: "provenance")) ?? .imported,
        confidence: try row.decode(forColumn: "confidence"),
        // A database that may only be read stays as an older version left it.
        isProvisional: row.hasColumn("provisional")
          ? try row.decode(forColumn: "provisional") : false)
    }
  }

  /// Gives some slots other stretches, which lie within them; all else stays.
  static func replace(
    _ database: Database, feed: Int, slots: Range<Int>, with stretches: [Stretch]
  ) throws {
    // One slot more on each side, so that what now adjoins is joined.
    let touched = max(0, slots.lowerBound - 1)..<(slots.upperBound + 1)
    let present = try fetch(database, feed: feed, overlapping: touched)
    try database.execute(
      sql: "DELETE FROM stretch WHERE \(overlapping)", arguments: arguments(feed, touched))
    let insert = try database.makeStatement(
      sql: "INSERT INTO stretch VALUES (?, ?, ?, ?, ?, ?)")
    for stretch in present.replacing(slots, with: stretches) {
      try insert.execute(arguments: [
        feed, stretch.slots.lowerBound, stretch.slots.upperBound, stretch.provenance.rawValue,
        stretch.confidence, stretch.isProvisional,
      ])
    }
  }

  /// Takes away what lies beyond the end of a feed that has become shorter.
  static func cut(_ database: Database, feed: Int, to end: Int) throws {
    try replace(database, feed: feed, slots: end..<Int(Int32.max), with: [])
  }

  /// Makes a provenance that overlaps or has holes whole again: its origin can no longer be told.
  static func mend(_ database: Database, feed: Int, _ slots: Range<Int>) throws {
    let present = try fetch(database, feed: feed, overlapping: slots)
    let isWhole =
      present.first?.slots.lowerBound == slots.lowerBound
      && present.last?.slots.upperBound == slots.upperBound
      && zip(present, present.dropFirst()).allSatisfy { $0.slots.upperBound == $1.slots.lowerBound }
    guard !isWhole, !slots.isEmpty else { return }
    try replace(
      database, feed: feed, slots: slots, with: [Stretch(slots: slots, provenance: .imported)])
  }
}
