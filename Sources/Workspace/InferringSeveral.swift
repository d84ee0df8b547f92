import Dispatch
import Synchronization

extension Workspace {
  /// Infers several circuits, on all cores; each is an edit of its own, written one after the other in
  /// the order of the requests.
  ///
  /// - Parameters:
  ///   - requests: What is to be inferred; one that fails does not stop the others.
  ///   - progress: Told how many are inferred, each time one is.
  /// - Returns: What became of each, in the same order.
  public func infer(
    _ requests: [InferenceRequest], progress: @Sendable (Int) -> Void = { _ in }
  ) -> [InferenceOutcome] {
    typealias Finished = (result: Result<InferenceWork, any Error>, elapsed: Duration)
    let finished = Mutex([Int: Finished]())
    DispatchQueue.concurrentPerform(iterations: requests.count) { index in
      let started = ContinuousClock.now
      let result = Result { try work(requests[index]) }
      let elapsed = started.duration(to: .now)
      finished.withLock {
        $0[index] = (result, elapsed)
        progress($0.count)
      }
    }
    let works = finished.withLock { $0 }
    return requests.indices.compactMap { index in
      guard let (result, elapsed) = works[index] else { return nil }
      let started = ContinuousClock.now
      return InferenceOutcome(
        circuit: requests[index].circuit.name,
        result: result.flatMap { work in Result { try carryOut(work) } },
        elapsed: elapsed + started.duration(to: .now))
    }
  }
}
