public import Feeds
import Glibc

extension Backup {
  /// Writes a new archive that holds everything of a backup and one feed more.
  ///
  /// The feed's row stands in the dump behind those of the others, its two files beside theirs, with
  /// their owner, mode and time. Everything else is what it was, to the bit. The new archive is of
  /// the same kind, gzip or another; it is read again and compared before it gets its name.
  ///
  /// - Parameters:
  ///   - feed: What the feed is called and when its points are.
  ///   - points: As many as its timeline counts.
  ///   - archive: The backup, with its `emoncms.sql`; it is never changed.
  ///   - newArchive: The path of the new one, in a folder that exists; nothing may be there. It
  ///     appears whole or not at all.
  ///   - user: The account that the feed goes to; nil for that of the other feeds.
  ///   - limits: What the backup may hold.
  ///   - fileSystem: The calls that write.
  ///   - progress: Told of the work done, in bytes of the archive.
  /// - Returns: The feed's id.
  /// - Throws: ``BackupError``: `taken` when the dump lists a feed of this name and tag, `noDump`,
  ///   `noTable` or `unsuitable` when it cannot be put there, and what reading and writing throw.
  public static func register(
    _ feed: NewFeed, points: UnsafeBufferPointer<Float>, in archive: String,
    as newArchive: String, user: Int? = nil, limits: BackupLimits = BackupLimits(),
    fileSystem: any FileSystem = SystemFileSystem(), progress: BackupProgress? = nil
  ) throws(BackupError) -> Int {
    let registration = BackupRegistration(
      feed, points, archive, newArchive, user: user, limits: limits, fileSystem: fileSystem,
      progress: progress)
    // libarchive spells names in tar's extended headers by the locale.
    let locale = UTF8Locale()
    defer { locale.leave() }
    return try registration.run()
  }
}

/// One making of an archive with a feed more.
private final class BackupRegistration {
  private let feed: NewFeed
  private let points: UnsafeBufferPointer<Float>
  private let archive: String
  private let newArchive: String
  private let user: Int?
  private let limits: BackupLimits
  private let fileSystem: any FileSystem
  private let progress: BackupProgress?
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)

  init(
    _ feed: NewFeed, _ points: UnsafeBufferPointer<Float>, _ archive: String,
    _ newArchive: String, user: Int?, limits: BackupLimits, fileSystem: any FileSystem,
    progress: BackupProgress?
  ) {
    self.feed = feed
    self.points = points
    self.archive = archive
    self.newArchive = newArchive
    self.user = user
    self.limits = limits
    self.fileSystem = fileSystem
    self.progress = progress
  }

  deinit { buffer.deallocate() }

  func run() throws(BackupError) -> Int {
    guard points.count == feed.timeline.count else {
      throw FeedRegistration.unsuitable(
        newArchive,
        "would have a feed of \(points.count) points where its timeline has \(feed.timeline.count)",
        remedy: "Give as many points as the timeline counts.")
    }
    try StagingFile.requireFree(newArchive)
    guard let status = FileStatus(of: archive) else {
      throw .system(errno, archive, "cannot be opened")
    }
    guard status.kind != .folder else {
      throw BackupError(
        .notAnArchive, file: archive, problem: "is a folder, where an archive is to be copied",
        remedy: "Give an Emoncms backup (.tar.gz), or pack the folder.")
    }
    let survey = try BackupSurvey(archive, try reader(archive, pass: 0, size: status.size))
    let registration = try FeedRegistration(
      of: feed, among: survey.dump.catalogue.feeds.values.sorted { $0.id < $1.id },
      survey.dump.structure, file: survey.dump.path, user: user, above: survey.greatestID)

    let staging = try StagingFile(for: newArchive, mode: status.mode, fileSystem)
    let digest = try write(registration, survey, to: staging.file, size: status.size)
    guard FileStatus(of: archive) == status else { throw .changed(newArchive) }
    try staging.synchronize()
    try verify(staging.file.path, digest, registration.id, survey, size: status.size)
    try staging.commit()
    return registration.id
  }

  /// A reader of an archive, which tells how far the three passes are.
  private func reader(
    _ path: String, pass: Int, size: Int
  ) throws(BackupError) -> ArchiveReader {
    let progress = progress
    return try ArchiveReader(path: path, limits: limits) { done, total in
      let share = total > 0 ? Double(done) / Double(total) : 1
      progress?(pass * size + Int(share * Double(size)), 3 * size)
    }
  }

  // MARK: Writing

  /// Writes everything, and returns the digest of what was written.
  private func write(
    _ registration: FeedRegistration, _ survey: BackupSurvey, to file: OpenFile, size: Int
  ) throws(BackupError) -> ArchiveDigest {
    let reader = try reader(archive, pass: 1, size: size)
    let writer = try ArchiveWriter(survey.kind, to: file, named: newArchive, fileSystem)
    let digest = ArchiveDigest()
    var index = 0
    while try reader.next() != nil {
      defer { index += 1 }
      guard let header = try reader.copyHeader() else { continue }
      let isDump = index == survey.dump.index
      if isDump { header.setSize(header.size + EditedDump.growth(registration.edits)) }
      digest.begin(header)
      try writer.begin(header)
      let edits = isDump ? registration.edits : []
      let content = EditedDump(edits) { buffer throws(BackupError) in
        try reader.read(into: buffer)
      }
      while true {
        let count = try content.next(into: buffer)
        if count == 0 { break }
        try write(UnsafeRawBufferPointer(rebasing: buffer[..<count]), writer, digest)
      }
    }
    try writeFeed(registration.id, survey, writer, digest)
    try writer.finish()
    return digest
  }

  /// Writes the two files of the feed.
  private func writeFeed(
    _ id: Int, _ survey: BackupSurvey, _ writer: ArchiveWriter, _ digest: ArchiveDigest
  ) throws(BackupError) {
    guard let interval = UInt32(exactly: feed.timeline.interval),
      let start = UInt32(exactly: feed.timeline.start)
    else {
      throw FeedRegistration.unsuitable(
        newArchive, "would have a feed with times that its files cannot hold")
    }
    let metadata = FeedMetadata(interval: interval, start: start).bytes
    let meta = try survey.header(id, .meta, size: metadata.count, of: archive)
    digest.begin(meta)
    try writer.begin(meta)
    try metadata.withUnsafeBufferPointer { bytes throws(BackupError) in
      try write(UnsafeRawBufferPointer(bytes), writer, digest)
    }
    let data = try survey.header(id, .data, size: 4 * points.count, of: archive)
    digest.begin(data)
    try writer.begin(data)
    var slot = 0
    while slot < points.count {
      let count = min(points.count - slot, buffer.count / 4)
      for index in 0..<count {
        buffer.storeBytes(
          of: points[slot + index].bitPattern.littleEndian, toByteOffset: 4 * index,
          as: UInt32.self)
      }
      try write(UnsafeRawBufferPointer(rebasing: buffer[..<(4 * count)]), writer, digest)
      slot += count
    }
  }

  private func write(
    _ bytes: UnsafeRawBufferPointer, _ writer: ArchiveWriter, _ digest: ArchiveDigest
  ) throws(BackupError) {
    digest.add(bytes)
    try writer.write(bytes)
  }

  // MARK: Reading again

  /// Reads the new archive, before it has its name.
  private func verify(
    _ path: String, _ expected: ArchiveDigest, _ id: Int, _ survey: BackupSurvey, size: Int
  ) throws(BackupError) {
    let digest = ArchiveDigest()
    var catalogue = BackupCatalogue()
    do throws(BackupError) {
      let reader = try reader(path, pass: 2, size: size)
      while try reader.next() != nil {
        guard let header = try reader.copyHeader() else { continue }
        let isDump = digest.entries == survey.dump.index
        digest.begin(header)
        if isDump {
          try catalogue.read(survey.dump.path) { buffer throws(BackupError) in
            let count = try reader.read(into: buffer)
            digest.add(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            return count
          }
        }
        while true {
          let count = try reader.read(into: buffer)
          if count == 0 { break }
          digest.add(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
      }
    } catch {
      throw Self.unverified(newArchive, error.problem)
    }
    guard digest == expected else { throw Self.unverified(newArchive, "its content is another") }
    let row = catalogue.feeds[id]
    guard row?.name == feed.name, row?.tag == feed.tag, row?.engine == BackupFeed.phpFina,
      catalogue.feeds.count == survey.dump.catalogue.feeds.count + 1
    else { throw Self.unverified(newArchive, "its dump does not list the feed") }
  }

  private static func unverified(_ file: String, _ reason: String) -> BackupError {
    BackupError(
      .unverified, file: file,
      problem: "was written, and what was read again is not that (\(reason))",
      remedy: "Check the disk, or pack the backup anew as a .tar.gz; the old one is as it was.")
  }
}
