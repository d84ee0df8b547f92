import Feeds
import Foundation
import Glibc
import Workspace

/// What a workspace looked like at a glance: enough to tell what has changed since.
struct WorkspaceState: Sendable {
  /// What the system says of a file: whoever writes it changes one of these.
  struct FileMark: Sendable, Equatable {
    let inode: UInt64
    let size: Int
    let seconds: Int
    let nanoseconds: Int

    /// - Parameter path: The file; one that is not there has no mark.
    init?(_ path: String) {
      var status = stat()
      guard stat(path, &status) == 0 else { return nil }
      inode = UInt64(status.st_ino)
      size = Int(status.st_size)
      seconds = Int(status.st_mtim.tv_sec)
      nanoseconds = Int(status.st_mtim.tv_nsec)
    }
  }

  /// A feed at a glance.
  struct FeedState: Sendable {
    let mark: FileMark?
    let timeline: Timeline
    let journal: JournalState
  }

  private(set) var feeds: [Int: FeedState] = [:]
  private(set) var circuits: [Circuit] = []
  /// The feeds as the catalogue has them.
  private(set) var catalogue: [Feed] = []
  private var database: [FileMark?] = []

  /// Looks at a workspace.
  ///
  /// - Parameters:
  ///   - workspace: The workspace.
  ///   - before: What was seen before: what has not changed since is not read again.
  /// - Throws: what the libraries say of a folder or a database that cannot be read.
  init(_ workspace: Workspace, after before: WorkspaceState?) throws {
    let path = "\(workspace.folder)/\(Workspace.databaseName)"
    // Taken first: what is committed while this reads is seen the next time.
    database = [FileMark(path), FileMark("\(path)-wal")]
    let isSame = database == before?.database
    let folder = try FeedFolder(workspace.folder)
    if isSame, let before, before.catalogue.map(\.id) == folder.feeds.map(\.id) {
      (catalogue, circuits) = (before.catalogue, before.circuits)
    } else {
      catalogue = try workspace.feeds()
      circuits = try workspace.circuits()
    }
    let files = Dictionary(folder.feeds.map { ($0.id, $0) }) { first, _ in first }
    for feed in catalogue {
      guard let file = files[feed.id] else { continue }
      let known = before?.feeds[feed.id]
      let mark = FileMark(file.data)
      if isSame, let known, known.mark == mark {
        feeds[feed.id] = known
        continue
      }
      // A damaged feed has no timeline, and no events.
      guard let timeline = try? FeedReader(file).timeline else { continue }
      var journal = JournalState()
      if feed.kind == .state {
        let glance = try workspace.glance(feed, limit: JournalState.reach)
        // In the middle of an edit it is as it was: the next glance, after its end, tells of it.
        if let known, !glance.isSettled || FileMark(file.data) != mark {
          feeds[feed.id] = known
          continue
        }
        journal = JournalState(glance)
      }
      feeds[feed.id] = FeedState(mark: mark, timeline: timeline, journal: journal)
    }
  }
}
