public import Emoncms

/// What the module keeps in the database of an Emoncms: the journal of edits, and circuits.
public enum History: Sendable, Hashable {
  /// No table of ours is there.
  case none
  /// These tables are there.
  case tables([String], edits: Int, pendingEdits: Int, circuits: Int)
  /// Nobody can tell, and why.
  case unknown(EmoncmsError)

  /// Looks into the database.
  ///
  /// - Parameter settings: Where it is; or why that cannot be read.
  public init(_ settings: Result<EmoncmsSettings, EmoncmsError>) {
    do throws(EmoncmsError) {
      let tables = try EditorTables(settings.get())
      let present = try tables.present()
      guard !present.isEmpty else {
        self = .none
        return
      }
      let hasEdits = present.contains(EditorTables.edits)
      self = .tables(
        present,
        edits: hasEdits ? try tables.count(EditorTables.edits) : 0,
        pendingEdits: hasEdits ? try tables.pendingEdits(olderThan: -1).count : 0,
        circuits: present.contains(EditorTables.circuits)
          ? try tables.count(EditorTables.circuits) : 0)
    } catch {
      self = .unknown(error)
    }
  }
}
