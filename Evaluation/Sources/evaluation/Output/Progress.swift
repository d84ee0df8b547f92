import Foundation
import Synchronization

/// Tells on standard error how far the work has come.
final class Progress: Sendable {
  private let total: Int
  private let done = Mutex(0)

  init(of total: Int) { self.total = total }

  func finish(_ name: String) {
    done.withLock { done in
      done += 1
      FileHandle.standardError.write(Data("[\(done)/\(total)] \(name)\n".utf8))
    }
  }
}
