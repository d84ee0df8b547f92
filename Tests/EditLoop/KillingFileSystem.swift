import Feeds
import Foundation
import Synchronization

/// The file system of the machine, in which the process is killed at the n-th call that changes
/// anything, before it, or in the middle of a write.
final class KillingFileSystem: ForwardingFileSystem {
  let base: any FileSystem = SystemFileSystem()
  private let call: Int
  private let torn: Int
  private let calls = Mutex(0)

  init(at call: Int, torn: Int) {
    self.call = call
    self.torn = torn
  }

  private func count(_ tear: () throws(FeedError) -> Void = {}) throws(FeedError) {
    let number = calls.withLock { calls in
      calls += 1
      return calls
    }
    guard number == call else { return }
    try tear()
    kill(getpid(), SIGKILL)
  }

  func open(_ path: String, for access: FileAccess) throws(FeedError) -> OpenFile {
    if case .create = access { try count() }
    return try base.open(path, for: access)
  }

  func write(
    _ file: OpenFile, at offset: Int, from buffer: UnsafeRawBufferPointer
  ) throws(FeedError) {
    try count { () throws(FeedError) in
      try base.write(file, at: offset, from: UnsafeRawBufferPointer(rebasing: buffer.prefix(torn)))
    }
    try base.write(file, at: offset, from: buffer)
  }

  func synchronize(_ file: OpenFile) throws(FeedError) {
    try count()
    try base.synchronize(file)
  }

  func rename(_ path: String, to destination: String) throws(FeedError) {
    try count()
    try base.rename(path, to: destination)
  }

  func remove(_ path: String) throws(FeedError) {
    try count()
    try base.remove(path)
  }

  func synchronizeFolder(_ path: String) throws(FeedError) {
    try count()
    try base.synchronizeFolder(path)
  }
}
