import Emoncms
import Feeds
import TestSupport

@testable import EmoncmsModule

/// The machine's folders and files, with a fault at the n-th call that changes anything.
final class FaultyTree: TreeFileSystem, ForwardingFileSystem {
  let faulty: FaultyFileSystem
  private let tree: SystemTree
  private let canExchange: Bool
  var base: any FileSystem { faulty }

  /// - Parameters:
  ///   - fault: What happens.
  ///   - call: The number of the call at which it happens, from 1.
  ///   - canExchange: Whether the file system can exchange two folders.
  init(
    _ fault: FaultyFileSystem.Fault = .failure(.inaccessible), at call: Int = .max,
    canExchange: Bool = true
  ) {
    faulty = FaultyFileSystem(fault, at: call)
    tree = SystemTree(base: faulty)
    self.canExchange = canExchange
  }

  func makeFolder(_ path: String) throws(FeedError) {
    try faulty.act("make", on: path)
    try tree.makeFolder(path)
  }

  func removeFolder(_ path: String) throws(FeedError) {
    try faulty.act("remove", on: path)
    try tree.removeFolder(path)
  }

  func give(
    _ path: String, user: UInt32, group: UInt32, mode: UInt32
  ) throws(FeedError) {
    try faulty.act("give", on: path)
    try tree.give(path, user: user, group: group, mode: mode)
  }

  func move(_ path: String, to destination: String) throws(FeedError) {
    try faulty.act("move", on: destination)
    try tree.move(path, to: destination)
  }

  func exchange(_ path: String, with other: String) throws(FeedError) -> Bool {
    try faulty.act("exchange", on: other)
    return canExchange ? try tree.exchange(path, with: other) : false
  }
}
