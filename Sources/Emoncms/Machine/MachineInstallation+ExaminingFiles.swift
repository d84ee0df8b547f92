import Feeds
import Glibc

extension MachineInstallation {
  /// Fewer bytes than this are hardly any room: a day of a few feeds and what writing needs.
  private static let leastRoom = 16 << 20

  /// The data folder, and the files in it against the rows of all accounts.
  ///
  /// What keeps a feed of this account from being read is told of every Emoncms alike.
  func examineFiles(
    _ owned: [FeedOwner], _ examination: inout EmoncmsExamination
  ) throws(EmoncmsError) {
    let folder: FeedFolder
    do throws(FeedError) {
      folder = try FeedFolder(settings.dataFolder)
    } catch {
      examination.findings.append(
        EmoncmsFinding(
          settings.dataFolder, "cannot be looked into (\(error.problem))",
          consequence: "Nothing can be said of the files of feeds.",
          remedy: "Check the data folder in Emoncms's settings, or run this as its owner."))
      return
    }
    var status = stat()
    guard folder.path == settings.dataFolder, stat(folder.path, &status) == 0 else {
      // Emoncms does not look into a folder below.
      examination.findings.append(
        EmoncmsFinding(
          settings.dataFolder, "holds no files of feeds, and \(folder.path) does",
          consequence: "Emoncms does not find them.",
          remedy: "Correct phpfina[datadir] in Emoncms's settings."))
      return
    }
    let writer = WebUser(owning: status)
    examineRoom(&examination)
    if !writer.canWrite(status) {
      examination.findings.append(
        EmoncmsFinding(
          settings.dataFolder,
          writer.isRoot ? "belongs to root, and to it alone" : "is not writable for its owner",
          consequence: "Emoncms cannot make a feed.",
          remedy: "`chown www-data \(settings.dataFolder)`, `chmod u+rwx \(settings.dataFolder)`."))
    }
    let others = Set(owned.filter { $0.user != user }.map(\.feed))
    let known = Set(owned.map(\.feed))
    examinePairs(folder, owned, known, &examination)
    var unwritable: [Int] = []
    for files in folder.feeds {
      if [files.meta, files.data].contains(where: { !writer.canWrite($0) }) {
        unwritable.append(files.id)
      }
      guard known.contains(files.id) else { continue }
      examineContent(of: files, isForeign: others.contains(files.id), &examination)
    }
    if !unwritable.isEmpty {
      examination.findings.append(
        EmoncmsFinding(
          unwritable.feedList, "\(unwritable.have) files that Emoncms cannot write to",
          consequence: "Emoncms says yes to new points and edits, and writes nothing.",
          remedy: "Give the files the owner of the folder: `chown --reference=. ID.dat ID.meta`, "
            + "`chmod u+rw ID.dat ID.meta`."))
    }
  }

  private func examineRoom(_ examination: inout EmoncmsExamination) {
    var room = statvfs()
    guard statvfs(settings.dataFolder, &room) == 0 else { return }
    let free = Int(clamping: room.f_bavail).multipliedReportingOverflow(by: Int(room.f_frsize))
    let bytes = free.overflow ? Int.max : free.partialValue
    examination.facts.append(
      .init("data folder", "\(settings.dataFolder), \(bytes >> 20) MB free"))
    if room.f_flag & UInt(ST_RDONLY) != 0 {
      examination.findings.append(
        EmoncmsFinding(
          settings.dataFolder, "is on a file system that is mounted read-only",
          consequence: "Emoncms says yes to new points and writes nothing.",
          remedy: "Look at `dmesg` for a failing disk; then `mount -o remount,rw`."))
    } else if bytes < Self.leastRoom {
      examination.findings.append(
        EmoncmsFinding(
          settings.dataFolder, "has \(bytes >> 20) MB free",
          consequence: "New points will soon be lost.", remedy: "Free some room on its disk."))
    }
  }

  /// Pairs and halves of files against rows.
  private func examinePairs(
    _ folder: FeedFolder, _ owned: [FeedOwner], _ known: Set<Int>,
    _ examination: inout EmoncmsExamination
  ) {
    let strays = folder.feeds.map(\.id).filter { !known.contains($0) }
    if !strays.isEmpty {
      examination.findings.append(
        EmoncmsFinding(
          strays.feedList, "\(strays.have) files, and no row in the database",
          consequence: "A new feed that is given that id takes the old points for its own.",
          remedy: "Move the files to another folder."))
    }
    let halves = folder.halves.map(\.files.id)
    let mine = Set(owned.filter { $0.user == user }.map(\.feed))
    // Halves of this account's feeds are told as feeds that cannot be read.
    let reported = halves.filter { !mine.contains($0) }
    if !reported.isEmpty {
      examination.findings.append(
        EmoncmsFinding(
          reported.feedList, "\(reported.have) one file of two",
          consequence:
            "There is nothing to plot, and a new feed of that id takes over what is left.",
          remedy: "Restore the missing file from a backup, or move the other one away."))
    }
    let present = Set(folder.feeds.map(\.id)).union(halves)
    let bare = owned.filter {
      $0.user != user && $0.engine == EmoncmsFeed.fixedInterval && !present.contains($0.feed)
    }.map(\.feed)
    if !bare.isEmpty {
      examination.findings.append(
        EmoncmsFinding(
          "\(bare.feedList) of other accounts", "\(bare.have) a row, and no files",
          consequence: "Listed there, and nothing to plot.",
          remedy: "Restore the files from a backup, or delete the feeds in Emoncms."))
    }
    let zero = owned.filter { $0.user != user && $0.engine == 0 }.map(\.feed)
    if !zero.isEmpty {
      examination.findings.append(
        EmoncmsFinding(
          "\(zero.feedList) of other accounts",
          "\(zero.have) engine 0, as a row without an engine gets it",
          consequence: "Emoncms may answer the whole list of those accounts with an error.",
          remedy: "Give them their engine (5 for PHPFina), or delete the rows."))
    }
  }

  /// Metadata and size of a feed's files.
  private func examineContent(
    of files: FeedFiles, isForeign: Bool, _ examination: inout EmoncmsExamination
  ) {
    let title = "feed \(files.id)"
    let reader: FeedReader
    do throws(FeedError) {
      reader = try FeedReader(files, fileSystem: fileSystem)
    } catch {
      guard isForeign else { return }
      examination.findings.append(
        EmoncmsFinding(
          "\(title) of another account", "has files that cannot be read (\(error.problem))",
          consequence: "It is listed and plots nothing.", remedy: error.remedy))
      return
    }
    if reader.raggedBytes > 0 {
      examination.findings.append(
        EmoncmsFinding(
          title, "has \(reader.raggedBytes) bytes behind its last whole point",
          consequence: "A write was cut off; the next one goes over them.",
          remedy: "Nothing, where points come in; else `truncate -s \(reader.timeline.count * 4) "
            + "\(files.data)`."))
    }
    if isForeign, reader.timeline.count > 0, !reader.timeline.isAligned {
      examination.findings.append(
        EmoncmsFinding(
          "\(title) of another account",
          "starts at \(reader.timeline.start), no multiple of its interval of "
            + "\(reader.timeline.interval) s",
          consequence: "Emoncms reads its points one slot away from where it writes them.",
          remedy: "Do not edit it in Emoncms."))
    }
  }
}

/// A row of any account, as far as files go.
struct FeedOwner {
  let feed: Int
  let user: Int
  let engine: Int
}

extension FeedTable {
  /// The rows of all accounts.
  func owners() throws(MariaDBError) -> [FeedOwner] {
    try connection.run("SELECT id, userid, engine FROM feeds ORDER BY id").compactMap { row in
      guard row.count == 3, let feed = row[0].integer else { return nil }
      return FeedOwner(feed: feed, user: row[1].integer ?? 0, engine: row[2].integer ?? 0)
    }
  }
}
