import Feeds

/// Whether a feed was measured or says a state.
public enum FeedKind: String, Sendable, Hashable, Codable {
  /// Logged from a sensor: never written.
  case measured
  /// On, off or unknown: made or adopted by Retouche, and edited.
  case state
}

/// A feed of a workspace as its catalogue knows it.
public struct Feed: Sendable, Hashable {
  public let id: Int
  /// Its name; its id, as text, where the catalogue has none.
  public let name: String
  /// The node that Emoncms shows it under; empty where the catalogue has none.
  public let tag: String
  public let unit: String
  public let kind: FeedKind

  /// The feed's name and id, as messages say it.
  public var title: String { name == "\(id)" ? "feed \(id)" : "feed \(id) (\(name))" }
}

extension [Feed] {
  /// The feed of an id; a name that is a number does not count.
  ///
  /// - Parameter id: The id.
  /// - Returns: The feed.
  /// - Throws: ``WorkspaceError`` with code `notFound`.
  public func feed(id: Int) throws(WorkspaceError) -> Feed {
    guard let feed = first(where: { $0.id == id }) else { throw .noFeed("\(id)") }
    return feed
  }

  /// The feed that a person names by its id, its name, or `tag:name`.
  ///
  /// - Parameter reference: What the person wrote.
  /// - Returns: The one feed that it names.
  /// - Throws: ``WorkspaceError`` with code `notFound`, or `ambiguous` with the candidates.
  public func named(_ reference: String) throws(WorkspaceError) -> Feed {
    if let id = Int(reference), let feed = first(where: { $0.id == id }) { return feed }
    let found = filter { Feed.isMeant(by: reference, name: $0.name, tag: $0.tag) }
    if let feed = found.first, found.count == 1 { return feed }
    guard found.isEmpty else {
      let candidates = found.map { "\($0.id) (\($0.tag):\($0.name))" }.joined(separator: ", ")
      throw WorkspaceError(
        .ambiguous, "\"\(reference)\"", "names \(found.count) feeds: \(candidates)",
        remedy: "Write the id, or the tag and the name as tag:name.")
    }
    throw .noFeed(reference)
  }
}

extension Feed {
  /// Whether a name, or tag:name, means a feed, here or in an Emoncms.
  ///
  /// - Parameters:
  ///   - reference: What was typed.
  ///   - name: The feed's name.
  ///   - tag: Its tag.
  /// - Returns: Whether it does.
  public static func isMeant(by reference: String, name: String, tag: String) -> Bool {
    // Emoncms lets tags begin with a space, which nobody types.
    let typed = tag.drop { $0 == " " }
    return name == reference || "\(tag):\(name)" == reference || "\(typed):\(name)" == reference
  }
}

extension WorkspaceError {
  static func noFeed(_ reference: String) -> WorkspaceError {
    WorkspaceError(
      .notFound, "\"\(reference)\"", "names no feed of this workspace",
      remedy: "List them with `retouche feeds`.")
  }
}
