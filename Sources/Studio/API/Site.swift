import Workspace

/// What every endpoint works on.
struct Site: Sendable {
  let workspace: Workspace
  /// The program's version.
  let version: String
  let pool: WorkPool

  /// Runs a call that reads or writes files, off the threads that serve connections.
  func read<T: Sendable>(
    _ body: @escaping @Sendable (Workspace) throws -> T
  ) async throws -> T {
    try await pool.run { [workspace] in try body(workspace) }
  }
}
