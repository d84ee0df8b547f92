import GRDB

/// Where a feed's history stands: which edit an undo takes back, and which one a redo brings back.
public struct EditHeads: Sendable, Hashable, Codable {
  /// The latest edit that is applied; nil where none is.
  public let undo: Int?
  /// The edit undone last that can be done again; nil where there is none.
  public let redo: Int?

  /// - Parameters:
  ///   - undo: The latest edit that is applied.
  ///   - redo: The edit undone last that can be done again.
  public init(undo: Int? = nil, redo: Int? = nil) {
    self.undo = undo
    self.redo = redo
  }
}

extension Workspace {
  /// Where a feed's history stands.
  ///
  /// - Parameter feed: The feed.
  /// - Returns: The edits that an undo and a redo would concern.
  /// - Throws: ``WorkspaceError`` when the database cannot be read.
  public func heads(of feed: Feed) throws -> EditHeads {
    try database.read { try EditTable.heads($0, feed: feed.id) }
  }
}

extension EditTable {
  static func heads(_ database: Database, feed: Int) throws -> EditHeads {
    EditHeads(
      undo: try undoable(database, feed: feed).map(Int.init),
      redo: try redoable(database, feed: feed).map(Int.init))
  }
}
