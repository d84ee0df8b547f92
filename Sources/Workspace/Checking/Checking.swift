public import Feeds
import Foundation
import GRDB

extension Workspace {
  /// Looks for faults in the files, the catalogue and the journal; changes nothing.
  ///
  /// - Parameter feeds: The feeds to check; nil for the whole workspace.
  /// - Returns: The faults, by feed.
  /// - Throws: ``FeedError`` when the folder cannot be listed, ``WorkspaceError`` when the database
  ///   cannot be read.
  public func check(_ feeds: [Feed]? = nil) throws -> [Problem] {
    do {
      return try faults(feeds)
    } catch let fault as WorkspaceError where fault.isOfDatabase {
      return try Self.checkFiles(in: folder, without: fault)
    }
  }

  /// Looks for faults in the files of a folder whose database cannot be used.
  ///
  /// - Parameters:
  ///   - folder: Path of the workspace's folder.
  ///   - fault: Why the database cannot be used.
  /// - Returns: That fault, and those of the files.
  /// - Throws: ``FeedError`` when the folder cannot be listed, and `fault` when it is not of the
  ///   database.
  public static func checkFiles(
    in folder: String, without fault: WorkspaceError
  ) throws -> [Problem] {
    guard fault.isOfDatabase else { throw fault }
    let present = try FeedFolder(folder)
    let localTime = LocalTime(zone: .current)
    return (present.feeds + present.halves.map(\.files)).flatMap { files in
      FeedCheck(
        files: files, kind: .measured, fileSystem: SystemFileSystem(), localTime: localTime
      ).problems()
    } + [
      Problem(
        feed: nil, problem: .damagedDatabase, detail: "\(fault.subject) \(fault.problem).",
        remedy: fault.remedy)
    ]
  }

  private func faults(_ feeds: [Feed]?) throws -> [Problem] {
    let localTime = try localTime()
    let present = try FeedFolder(folder)
    let rows = try database.read(FeedRow.fetchAll)
    let wanted = feeds.map { Set($0.map(\.id)) }
    func isWanted(_ id: Int) -> Bool { wanted?.contains(id) ?? true }

    var problems: [Problem] = []
    for files in present.feeds + present.halves.map(\.files) where isWanted(files.id) {
      let kind = rows.first { $0.id == files.id }?.kind ?? .measured
      problems += FeedCheck(
        files: files, kind: kind, fileSystem: fileSystem, localTime: localTime
      ).problems()
    }
    for row in rows where isWanted(row.id) {
      problems += try CatalogueCheck(
        row: row, files: FeedFiles(folder: present.path, id: row.id), fileSystem: fileSystem,
        database: database, localTime: localTime
      ).problems()
    }
    if wanted == nil {
      problems += try circuitProblems(present)
      problems += try database.integrityProblems().map { detail in
        Problem(
          feed: nil, problem: .damagedDatabase, detail: "\(database.path): \(detail).",
          remedy: "Put a backup of it in its place.")
      }
      problems += leftOvers(in: present.path)
    }
    return problems.sorted {
      ($0.feed ?? .max, $0.problem.rawValue) < ($1.feed ?? .max, $1.problem.rawValue)
    }
  }

  private func circuitProblems(_ present: FeedFolder) throws -> [Problem] {
    try circuits().flatMap { circuit in
      circuit.roles.filter { !present.holds($0.feed) }.map { role, feed in
        Problem(
          feed: feed, problem: .circuitFeedGone,
          detail: "Circuit \(circuit.name) has feed \(feed) as \(role), but there is no such feed.",
          remedy: "Restore its files, or declare the circuit again with `retouche circuit add`.")
      }
    }
  }

  /// Files that a creation cut short by a power failure left under their temporary names.
  private func leftOvers(in folder: String) -> [Problem] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.sorted().filter { $0.wholeMatch(of: /\.\d+\.(dat|meta)\..*\.tmp/) != nil }.map {
      name in
      Problem(
        feed: nil, problem: .leftOver,
        detail: "\(folder)/\(name): what is left of a feed whose making was cut short.",
        remedy: "Remove the file, unless a command is making a feed at this moment.")
    }
  }
}

extension WorkspaceError {
  /// Whether it is the database as a whole that cannot be used.
  fileprivate var isOfDatabase: Bool {
    [.damagedDatabase, .newerDatabase, .inaccessibleDatabase].contains(code)
  }
}

extension FeedFolder {
  /// Whether either file of a feed is there.
  func holds(_ id: Int) -> Bool {
    feeds.contains { $0.id == id } || halves.contains { $0.files.id == id }
  }
}

extension FeedReader {
  /// The first point that is neither 1 nor 0 nor NaN; nil in a feed of states.
  ///
  /// - Throws: ``FeedError`` when the points cannot be read.
  public func firstNonState() throws(FeedError) -> (slot: Int, value: Float)? {
    var odd: (slot: Int, value: Float)?
    try forEachChunk(0..<timeline.count) { first, points in
      guard odd == nil else { return }
      for index in points.indices {
        let value = points[index]
        if value == 0 || value == 1 || value.isNaN { continue }
        odd = (first + index, value)
        return
      }
    }
    return odd
  }
}
