import Foundation
import Synchronization
import Workspace

/// Tells those who listen what happens in the workspace, whoever does it.
///
/// One watcher looks at the workspace for all, and only while somebody listens.
final class EventHub: Sendable {
  /// Streams at a time: each holds a connection.
  static let greatestCount = 32
  /// Events that wait for a client that reads slowly; one that falls further behind is sent away, and
  /// begins anew.
  private static let greatestBacklog = 256
  /// Time between two glances: a change of another process is told within it.
  private static let interval = Duration.milliseconds(150)
  private static let heartbeat = Duration.seconds(15)

  private struct Listeners {
    var streams: [Int: AsyncStream<ServerEvent>.Continuation] = [:]
    var next = 0
    var watcher: Task<Void, Never>?
    var isOpen = true
  }

  private let workspace: Workspace
  private let pool: WorkPool
  private let version: String
  private let listeners = Mutex(Listeners())
  /// What was last seen; nil while nobody listens.
  private let seen = Mutex<WorkspaceState?>(nil)

  init(_ workspace: Workspace, version: String, pool: WorkPool) {
    self.workspace = workspace
    self.version = version
    self.pool = pool
  }

  /// Begins a stream.
  ///
  /// - Returns: The events, and the number to leave by.
  /// - Throws: ``Refusal`` where too many listen, or the server is stopping.
  func join() async throws -> (id: Int, events: AsyncStream<ServerEvent>) {
    try await pool.run { [self] in
      try seen.withLock { seen in
        // The glance and the greeting at once: all that happens after the greeting is told.
        try look(&seen)
        return try admit()
      }
    }
  }

  private func admit() throws -> (id: Int, events: AsyncStream<ServerEvent>) {
    try listeners.withLock { listeners in
      guard listeners.isOpen else { throw CancellationError() }
      guard listeners.streams.count < Self.greatestCount else {
        throw Refusal.tooMany("\(Self.greatestCount) pages are listening", after: 5)
      }
      let (events, stream) = AsyncStream.makeStream(
        of: ServerEvent.self, bufferingPolicy: .bufferingOldest(Self.greatestBacklog))
      let id = listeners.next
      listeners.next += 1
      listeners.streams[id] = stream
      stream.yield(ServerEvent("hello", ["version": .string(version)]))
      if listeners.watcher == nil {
        listeners.watcher = Task { [weak self] in await self?.watch() }
      }
      return (id, events)
    }
  }

  /// Ends a stream.
  func leave(_ id: Int) {
    let isLast = listeners.withLock { listeners in
      listeners.streams.removeValue(forKey: id)?.finish()
      guard listeners.streams.isEmpty else { return false }
      listeners.watcher?.cancel()
      listeners.watcher = nil
      return true
    }
    if isLast { seen.withLock { $0 = nil } }
  }

  /// Ends every stream, and begins none any more.
  func close() {
    listeners.withLock { listeners in
      listeners.isOpen = false
      for stream in listeners.streams.values { stream.finish() }
      listeners.watcher?.cancel()
    }
  }

  /// Looks at once, after an edit of this server's own.
  ///
  /// Blocks while it reads: to be called from a thread of the pool.
  func announce() {
    guard listeners.withLock({ !$0.streams.isEmpty }) else { return }
    // The edit is made, whatever hinders the glance; the watcher's next one tells.
    try? look()
  }

  private func watch() async {
    var silence = Duration.zero
    while !Task.isCancelled {
      do { try await Task.sleep(for: Self.interval) } catch { return }
      // A folder that cannot be read for a moment is looked at again.
      try? await pool.run { [self] in try look() }
      silence += Self.interval
      if silence >= Self.heartbeat {
        silence = .zero
        send([.heartbeat])
      }
    }
  }

  /// Looks at the workspace, and tells what differs from before.
  private func look() throws {
    try seen.withLock { try look(&$0) }
  }

  private func look(_ seen: inout WorkspaceState?) throws {
    let now = try WorkspaceState(workspace, after: seen)
    if let seen { send(Self.events(from: seen, to: now)) }
    seen = now
  }

  private static func events(from before: WorkspaceState, to now: WorkspaceState) -> [ServerEvent] {
    var events: [ServerEvent] = []
    if before.catalogue != now.catalogue { events.append(ServerEvent("feeds", .object([:]))) }
    if before.circuits != now.circuits { events.append(ServerEvent("circuits", .object([:]))) }
    for (id, after) in now.feeds.sorted(by: { $0.key < $1.key }) {
      guard let before = before.feeds[id], let event = FeedEvent(id, before, after) else {
        continue
      }
      events.append(ServerEvent("feed", event.document))
    }
    return events
  }

  private func send(_ events: [ServerEvent]) {
    guard !events.isEmpty else { return }
    listeners.withLock { listeners in
      for (id, stream) in listeners.streams {
        for event in events {
          guard case .dropped = stream.yield(event) else { continue }
          stream.finish()
          listeners.streams[id] = nil
          break
        }
      }
    }
  }
}
