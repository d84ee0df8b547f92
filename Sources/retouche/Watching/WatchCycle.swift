import Emoncms
import Feeds
import Workspace

/// Once round for one circuit: what is new of its temperatures, the inference, the state.
struct WatchCycle {
  /// What one round did.
  struct Report {
    let newPoints: Int
    let push: PushReport
    let now: LiveState?
  }

  let workspace: Workspace
  let link: EmoncmsLink
  let circuit: String

  /// Goes round once.
  ///
  /// - Parameter isFirst: Whether to infer although nothing has come: a former round may have been cut
  ///   off between the two.
  /// - Returns: What was done.
  /// - Throws: `EmoncmsError`, `WorkspaceError`, `FeedError` or `InferenceError`.
  func run(isFirst: Bool) throws -> Report {
    let circuit = try workspace.circuit(circuit)
    let ids = Set(circuit.roles.filter { $0.role != "state" }.map(\.feed))
    let there = try link.installation.feeds().filter { ids.contains($0.id) }
    if let absent = ids.subtracting(there.map(\.id)).min() {
      throw EmoncmsError(
        .notFound, try workspace.feed(id: absent).title,
        "of circuit \(circuit.name) is no feed of \(link.installation.title)",
        remedy: "Watch a circuit whose temperatures were pulled from there.")
    }
    let pulled = try link.pull(there)
    let newPoints = pulled.reduce(0) { $0 + $1.newPoints }
    var report: InferenceReport?
    if newPoints > 0 || isFirst || circuit.state == nil {
      report = try workspace.infer(InferenceRequest(onward: circuit, in: workspace))
    }
    guard let state = try workspace.circuit(circuit.name).state else {
      throw WorkspaceError(
        .notFound, "Circuit \(circuit.name)", "has no state feed",
        remedy: "Infer it with `retouche infer \(circuit.name)`.")
    }
    let feed = try workspace.feed(id: state)
    // The push looks itself whether a registered feed is still the one.
    if try workspace.registration(of: feed, on: link.connection)?.remote == nil {
      _ = try link.register(feed)
    }
    return Report(newPoints: newPoints, push: try link.push(feed), now: report?.now)
  }
}
