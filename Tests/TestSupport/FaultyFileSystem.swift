public import Feeds
import Synchronization

/// The file system of the machine, with a fault at the n-th call that changes anything.
///
/// Counted are: opening a file to create it, writing, synchronising a file or folder, renaming and
/// removing. To try every place where a fault can strike, run the work once without a fault, take
/// ``mutatingCalls``, and run it again with a fault at each number from 1 up to it.
public final class FaultyFileSystem: FileSystem {
  /// What happens at the call.
  public enum Fault: Sendable, Hashable {
    /// The call does nothing, but for the first `torn` bytes if it is a write, and throws an error of
    /// this code; later calls succeed.
    case failure(FeedError.Code, torn: Int = 0)
    /// The program ends there: this call and every later one, reads included, throws ``crash(_:)``,
    /// and nothing more reaches the disk, but for the first `torn` bytes of the call if it is a write.
    case crash(torn: Int)
  }

  private struct Progress {
    var log: [String] = []
    var crashed = false
  }

  private let fault: Fault
  private let call: Int
  private let base: any FileSystem
  private let meanwhile: @Sendable () -> Void
  private let progress = Mutex(Progress())

  /// - Parameters:
  ///   - fault: What happens.
  ///   - call: The number of the mutating call at which it happens, from 1; never, unless given.
  ///   - base: The file system that does the work.
  ///   - meanwhile: What another program does at a failure.
  public init(
    _ fault: Fault = .failure(.inaccessible), at call: Int = .max,
    base: any FileSystem = SystemFileSystem(), meanwhile: @escaping @Sendable () -> Void = {}
  ) {
    self.meanwhile = meanwhile
    self.fault = fault
    self.call = call
    self.base = base
  }

  /// The number of mutating calls so far, the faulty one included.
  public var mutatingCalls: Int { progress.withLock { $0.log.count } }
  /// The mutating calls so far, the faulty one included: `write /folder/1.dat` and so on.
  public var log: [String] { progress.withLock { $0.log } }
  /// Whether the crash has happened.
  public var hasCrashed: Bool { progress.withLock { $0.crashed } }

  /// The error that stands for the end of the program.
  public static func crash(_ path: String) -> FeedError {
    FeedError(
      .inaccessible, file: path, value: "crash", problem: "the simulated crash",
      remedy: "Nothing: the program has ended here.")
  }

  /// Whether an error is that of the simulated crash.
  public static func isCrash(_ error: FeedError) -> Bool { error == crash(error.file) }

  /// Counts a call that changes something and is none of `FileSystem`'s; the caller does it then.
  public func act(_ name: String, on path: String) throws(FeedError) { try mutate(name, path) }

  public func open(_ path: String, for access: FileAccess) throws(FeedError) -> OpenFile {
    if case .create = access { try mutate("create", path) } else { try live(path) }
    return try base.open(path, for: access)
  }

  public func close(_ file: OpenFile) { base.close(file) }

  public func size(of file: OpenFile) throws(FeedError) -> Int {
    try live(file.path)
    return try base.size(of: file)
  }

  public func read(
    _ file: OpenFile, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(FeedError) -> Int {
    try live(file.path)
    return try base.read(file, at: offset, into: buffer)
  }

  public func write(
    _ file: OpenFile, at offset: Int, from buffer: UnsafeRawBufferPointer
  ) throws(FeedError) {
    try mutate("write", file.path) { torn throws(FeedError) in
      try base.write(file, at: offset, from: UnsafeRawBufferPointer(rebasing: buffer.prefix(torn)))
    }
    try base.write(file, at: offset, from: buffer)
  }

  public func synchronize(_ file: OpenFile) throws(FeedError) {
    try mutate("synchronize", file.path)
    try base.synchronize(file)
  }

  public func rename(_ path: String, to destination: String) throws(FeedError) {
    try mutate("rename", destination)
    try base.rename(path, to: destination)
  }

  public func remove(_ path: String) throws(FeedError) {
    try mutate("remove", path)
    try base.remove(path)
  }

  public func synchronizeFolder(_ path: String) throws(FeedError) {
    try mutate("synchronize", path)
    try base.synchronizeFolder(path)
  }

  /// Counts a mutating call and lets the fault strike if it is its turn.
  /// `tear` does the part of the call that a crash leaves done, given its size.
  private func mutate(
    _ name: String, _ path: String, tear: (Int) throws(FeedError) -> Void = { _ in }
  ) throws(FeedError) {
    let (isDead, strikes) = progress.withLock { progress in
      if progress.crashed { return (true, false) }
      progress.log.append("\(name) \(path)")
      let strikes = progress.log.count == call
      if strikes, case .crash = fault { progress.crashed = true }
      return (false, strikes)
    }
    if isDead { throw Self.crash(path) }
    guard strikes else { return }
    switch fault {
    case .failure(let code, let torn):
      try tear(torn)
      meanwhile()
      throw FeedError(
        code, file: path, problem: "a fault put there by a test (\(name))", remedy: "None.")
    case .crash(let torn):
      try tear(torn)
      throw Self.crash(path)
    }
  }

  /// Refuses any call after the crash.
  private func live(_ path: String) throws(FeedError) {
    if hasCrashed { throw Self.crash(path) }
  }
}
