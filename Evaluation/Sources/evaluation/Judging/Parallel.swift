import Dispatch
import Synchronization

/// Works on many elements on all cores.
///
/// - Parameters:
///   - elements: What to work on; taken in their order.
///   - body: Makes the result of one.
/// - Returns: The results, in the order of the elements.
/// - Throws: The first error that a closure threw; what had not begun by then is left out.
func inParallel<Element: Sendable, Outcome: Sendable>(
  _ elements: [Element], _ body: @Sendable (Element) throws -> Outcome
) throws -> [Outcome] {
  let outcomes = Mutex<[Int: Outcome]>([:])
  let failure = Mutex<(any Error)?>(nil)
  DispatchQueue.concurrentPerform(iterations: elements.count) { index in
    guard failure.withLock({ $0 == nil }) else { return }
    do {
      let outcome = try body(elements[index])
      outcomes.withLock { $0[index] = outcome }
    } catch {
      failure.withLock { $0 = $0 ?? error }
    }
  }
  if let error = failure.withLock({ $0 }) { throw error }
  return outcomes.withLock { outcomes in elements.indices.compactMap { outcomes[$0] } }
}
