import Feeds

extension MachineInstallation {
  public func create(
    _ feed: NewFeed, points: UnsafeBufferPointer<Float>
  ) throws(EmoncmsError) -> Int {
    guard points.count == feed.timeline.count else {
      throw EmoncmsError(
        .unsupported, "The feed \(feed.name)",
        "counts \(feed.timeline.count) points, and \(points.count) are given",
        remedy: "Give a point for each slot.")
    }
    // Nothing is begun that a cache out of reach would not let finish.
    _ = try cache { cache throws(RedisError) in try cache.isFilled() }
    return try withLock { () throws(EmoncmsError) in
      _ = try removeLeftoversUnderLock()
      try refuseTaken(feed, except: nil)
      let registration = MachineCreation(feed, on: self)
      do throws(EmoncmsError) {
        return try registration.run(points)
      } catch {
        throw registration.undo(after: error)
      }
    }
  }

  /// Refuses a feed whose tag and name another has.
  func refuseTaken(_ feed: NewFeed, except own: Int?) throws(EmoncmsError) {
    let ids = try sameTable { table throws(MariaDBError) in
      try table.ids(tag: feed.tag, name: feed.name)
    }
    guard let other = ids.first(where: { $0 != own }) else { return }
    throw EmoncmsError(
      .taken, "A feed \(feed.name) of the node \(feed.tag)", "exists: feed \(other)",
      remedy: "Choose another name, or another node.")
  }
}
