import Synchronization
import Workspace

/// The latest proposals, kept until they are judged.
final class ProposalShelf: Sendable {
  /// Proposals that are kept; the oldest goes first.
  static let greatestCount = 4

  private let kept = Mutex<[(id: String, staged: StagedProposal)]>([])

  /// Keeps a proposal.
  ///
  /// - Returns: What it is asked for by. No number that a server that was started anew would give again:
  ///   a page may have been open all the while.
  func add(_ staged: StagedProposal) -> String {
    let id = String(UInt64.random(in: .min ... .max), radix: 36)
    kept.withLock { kept in
      kept.append((id, staged))
      kept.removeFirst(max(0, kept.count - Self.greatestCount))
    }
    return id
  }

  /// A proposal; nil for one that was never made, or is not kept any more.
  subscript(id: String) -> StagedProposal? {
    kept.withLock { kept in kept.first { $0.id == id }?.staged }
  }
}
