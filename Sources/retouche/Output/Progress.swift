import Dispatch
import Synchronization

/// A line on the terminal that says what is being done, with a bar where the end is known.
///
/// It is drawn on standard error, only where that is a terminal and only once the work has lasted
/// long enough to be noticed, and is gone when the work is done.
final class Progress: Sendable {
  private let label: String
  private let started = ContinuousClock.now
  private let state = Mutex(State())

  private struct State {
    var drawn: ContinuousClock.Instant?
    var isOver = false
  }

  private static let patience = Duration.milliseconds(300)
  private static let frame = Duration.milliseconds(80)
  private static let cells = 24

  /// Runs some work, the line standing meanwhile.
  ///
  /// - Parameters:
  ///   - label: What is being done, such as "Reading the archive".
  ///   - work: The work, which may tell how far it has come.
  /// - Returns: What the work returns.
  static func during<T>(_ label: String, _ work: (Progress) throws -> T) rethrows -> T {
    let progress = Progress(label)
    defer { progress.end() }
    return try work(progress)
  }

  private init(_ label: String) {
    self.label = label
    guard Terminal.showsMessages else { return }
    DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(400)) { [self] in
      // Work that tells nothing of its progress gets a line without a bar.
      draw("\(label) …") { $0.drawn == nil }
    }
  }

  /// Tells how far the work has come.
  ///
  /// - Parameters:
  ///   - done: How much is done.
  ///   - total: How much there is, in the same unit.
  func advance(_ done: Int, of total: Int) {
    guard Terminal.showsMessages, total > 0 else { return }
    let now = ContinuousClock.now
    guard now - started > Self.patience else { return }
    let share = min(1, max(0, Double(done) / Double(total)))
    let full = Int(share * Double(Self.cells))
    let bar = String(repeating: "█", count: full) + String(repeating: "░", count: Self.cells - full)
    draw("\(label)  \(bar)  \(Int(share * 100)) %") { state in
      state.drawn.map { now - $0 > Self.frame } ?? true
    }
  }

  private func draw(_ text: String, _ isDue: (State) -> Bool) {
    state.withLock { state in
      guard !state.isOver, isDue(state) else { return }
      state.drawn = .now
      Console.draw("\r\(text)\u{1B}[K")
    }
  }

  private func end() {
    state.withLock { state in
      state.isOver = true
      if state.drawn != nil { Console.draw("\r\u{1B}[K") }
    }
  }
}
