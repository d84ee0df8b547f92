import Feeds
import Foundation
import GRDB

extension Workspace {
  /// The feeds registered on an Emoncms, or being so, by their ids.
  ///
  /// - Parameter connection: Name of the connection.
  /// - Returns: The registrations.
  /// - Throws: ``WorkspaceError`` when the database cannot be read.
  public func registrations(on connection: String) throws -> [Registration] {
    try database.read { try RegistrationTable.fetchAll($0, connection: connection) }
  }

  /// The registration of a feed on an Emoncms; nil for none.
  ///
  /// - Parameters:
  ///   - feed: The feed.
  ///   - connection: Name of the connection.
  /// - Returns: The registration.
  /// - Throws: ``WorkspaceError`` when the database cannot be read.
  public func registration(of feed: Feed, on connection: String) throws -> Registration? {
    try database.read {
      try RegistrationTable.fetch($0, connection: connection, feed: feed.id)
    }
  }

  /// Remembers what an Emoncms holds of a feed, durably.
  ///
  /// - Parameter registration: The registration.
  /// - Throws: ``WorkspaceError`` when the database cannot be written.
  public func save(_ registration: Registration) throws {
    try database.write { try RegistrationTable.save($0, registration) }
  }

  /// Forgets a registration and its pushes. The feed and its journal stay.
  ///
  /// - Parameter registration: The registration.
  /// - Throws: ``WorkspaceError`` when the database cannot be written.
  public func forget(_ registration: Registration) throws {
    try database.write { database in
      try RegistrationTable.delete(
        database, connection: registration.connection, feed: registration.feed)
    }
  }

  /// The latest push of a registered feed in one of some phases; nil for none.
  ///
  /// - Parameters:
  ///   - registration: The registration.
  ///   - phases: The phases.
  /// - Returns: The push.
  /// - Throws: ``WorkspaceError`` when the database cannot be read.
  public func lastPush(of registration: Registration, in phases: [Push.Phase]) throws -> Push? {
    try database.read { database in
      try RegistrationTable.lastPush(
        database, connection: registration.connection, feed: registration.feed, in: phases)
    }
  }

  /// Notes what is about to be written, durably, before any of it is.
  ///
  /// - Parameters:
  ///   - blocks: The points, and those that they replace.
  ///   - registration: Where to.
  /// - Returns: The push's number.
  /// - Throws: ``WorkspaceError`` when the database cannot be written.
  public func beginPush(_ blocks: [Push.Block], to registration: Registration) throws -> Int64 {
    try database.write { database in
      try RegistrationTable.beginPush(
        database, connection: registration.connection, feed: registration.feed,
        time: Int(Date().timeIntervalSince1970), blocks: blocks)
    }
  }

  /// Notes how far a push has come, and what the Emoncms holds since.
  ///
  /// - Parameters:
  ///   - push: Its number.
  ///   - phase: How far it has come.
  ///   - registration: What the Emoncms holds now; nil for what it held.
  /// - Throws: ``WorkspaceError`` when the database cannot be written.
  public func note(push: Int64, is phase: Push.Phase, _ registration: Registration? = nil) throws {
    try database.write { database in
      try RegistrationTable.setPhase(database, push: push, to: phase)
      if let registration { try RegistrationTable.save(database, registration) }
    }
  }

  /// Does something with an Emoncms while no other process of this workspace does.
  ///
  /// - Parameters:
  ///   - connection: Name of the connection.
  ///   - body: What to do.
  /// - Returns: What the body returns.
  /// - Throws: ``WorkspaceError`` with code `locked`, and what the body throws.
  public func withConnection<T>(_ connection: String, _ body: () throws -> T) throws -> T {
    let lock = try FeedLock(
      folder: folder, name: "emoncms-\(connection)", subject: "Emoncms \"\(connection)\"")
    return try withExtendedLifetime(lock) { try body() }
  }

  /// Takes points of elsewhere into a state feed, as one edit that can be undone.
  ///
  /// - Parameters:
  ///   - points: States, all the feed's slots of them.
  ///   - ranges: The slots to take, in order.
  ///   - feed: The feed.
  ///   - what: What is done, for the history.
  /// - Returns: The edit; nil where the feed holds these points already.
  /// - Throws: ``WorkspaceError`` with code `incompatible` for a point that is no state, and as
  ///   ``set(_:to:from:to:)``.
  public func take(
    _ points: [Float], at ranges: [Range<Int>], into feed: Feed, what: String
  ) throws -> EditReceipt? {
    guard let first = ranges.first, let last = ranges.last else { return nil }
    for slot in ranges.joined() where !Self.isState(points[slot]) {
      let timeline = try reader(feed).timeline
      throw WorkspaceError(
        .incompatible, feed.title,
        "would take \(points[slot]) at \(try localTime().text(timeline.time(of: slot))), which is "
          + "no state",
        remedy: "A state feed holds 1, 0 and NaN only.")
    }
    return try edit(feed, what: what) { _ in
      first.lowerBound..<last.upperBound
    } change: { slots, present, stretches in
      var changed = present
      var covering = stretches
      for range in ranges {
        for slot in range { changed[slot - slots.lowerBound] = points[slot] }
        covering = covering.replacing(range, with: [Stretch(slots: range, provenance: .imported)])
      }
      return (changed, covering)
    }
  }

  private static func isState(_ point: Float) -> Bool { point == 0 || point == 1 || point.isNaN }
}
