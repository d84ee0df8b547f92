import Workspace

/// What every endpoint works on.
struct Site: Sendable {
  let workspace: Workspace
  /// The program's version.
  let version: String
  let pool: WorkPool
  let hub: EventHub
  let proposals = ProposalShelf()

  init(_ workspace: Workspace, version: String, pool: WorkPool) {
    self.workspace = workspace
    self.version = version
    self.pool = pool
    hub = EventHub(workspace, version: version, pool: pool)
  }

  /// Every operation of the API.
  var endpoints: [Endpoint] {
    documentEndpoints + workspaceEndpoints + feedEndpoints + columnEndpoints + segmentEndpoints
      + historyEndpoints + editEndpoints + circuitEndpoints + proposalEndpoints + scoreEndpoints
      + eventEndpoints
  }

  /// Runs a call that reads files, off the threads that serve connections.
  func read<T: Sendable>(
    _ body: @escaping @Sendable (Workspace) throws -> T
  ) async throws -> T {
    try await pool.run { [workspace] in try body(workspace) }
  }

  /// Runs a call that writes, and tells those who listen.
  func write<T: Sendable>(
    _ body: @escaping @Sendable (Workspace) throws -> T
  ) async throws -> T {
    try await pool.run { [workspace, hub] in
      let result = try body(workspace)
      hub.announce()
      return result
    }
  }

  /// Runs a call that takes the processor for seconds; only two do at a time.
  func reckon<T: Sendable>(
    _ body: @escaping @Sendable (Workspace) throws -> T
  ) async throws -> T {
    try await pool.runHeavy { [workspace] in try body(workspace) }
  }
}
