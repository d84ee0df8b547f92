import Glibc

extension FeedFiles {
  /// Creates a feed whose points a closure makes, piece by piece.
  ///
  /// Both files are written whole under temporary names beside their final ones and brought to the
  /// disk before they are given those: the points first, the metadata last, because Emoncms knows a
  /// feed by its metadata. A creation that fails leaves nothing behind; one that is cut short by a
  /// power failure leaves at most hidden temporary files or points without metadata, never a feed
  /// that is not whole.
  ///
  /// - Parameters:
  ///   - timeline: The feed's instants; without any, the feed is empty and its start is written 0.
  ///   - mode: Permission bits of both files, before the process's umask.
  ///   - fileSystem: The calls to use.
  ///   - fill: Takes a range of slots, in order, and a buffer of their number to fill with points.
  /// - Throws: ``FeedError`` with code `exists` when either file is there already, `badStart` when
  ///   the start is no multiple of the interval or the timeline leaves the format's range, what the
  ///   system says of a failed call, and what `fill` throws.
  public func create(
    _ timeline: Timeline, mode: UInt32 = 0o644,
    fileSystem: any FileSystem = SystemFileSystem(),
    filledBy fill: (Range<Int>, UnsafeMutableBufferPointer<Float>) throws(FeedError) -> Void
  ) throws(FeedError) {
    let metadata = try FeedMetadata(creating: timeline, file: meta)
    try requireFree(data, fileSystem)
    try requireFree(meta, fileSystem)
    var creation = FeedCreation(of: self, mode: mode, fileSystem: fileSystem)
    do throws(FeedError) {
      try creation.writePoints(count: timeline.count, fill)
      try creation.write(metadata)
      try creation.publish()
    } catch {
      creation.removeAll()
      throw error
    }
  }

  /// Creates a feed that holds one value everywhere.
  ///
  /// - Parameters:
  ///   - timeline: The feed's instants.
  ///   - value: The value of every point.
  ///   - mode: Permission bits of both files, before the process's umask.
  ///   - fileSystem: The calls to use.
  /// - Throws: as ``create(_:mode:fileSystem:filledBy:)``.
  public func create(
    _ timeline: Timeline, filledWith value: Float, mode: UInt32 = 0o644,
    fileSystem: any FileSystem = SystemFileSystem()
  ) throws(FeedError) {
    try create(timeline, mode: mode, fileSystem: fileSystem) { _, points throws(FeedError) in
      points.update(repeating: value)
    }
  }

  /// Creates a feed of given points.
  ///
  /// - Parameters:
  ///   - points: All the points, in order; NaN where nothing is recorded.
  ///   - start: Time of the first, Unix seconds, a multiple of the interval.
  ///   - interval: Seconds between two points, at least 1.
  ///   - mode: Permission bits of both files, before the process's umask.
  ///   - fileSystem: The calls to use.
  /// - Throws: as ``create(_:mode:fileSystem:filledBy:)``.
  public func create(
    points: [Float], start: Int, interval: Int, mode: UInt32 = 0o644,
    fileSystem: any FileSystem = SystemFileSystem()
  ) throws(FeedError) {
    let timeline = Timeline(start: start, interval: interval, count: points.count)
    try create(timeline, mode: mode, fileSystem: fileSystem) { slots, buffer throws(FeedError) in
      _ = buffer.update(fromContentsOf: points[slots])
    }
  }

  /// Creates a state feed on the timeline of a reference feed.
  ///
  /// - Parameters:
  ///   - reference: The feed whose start, interval and number of points are copied.
  ///   - state: The state of every point.
  ///   - keepGaps: Whether the state is unknown (NaN) where the reference has no recorded value.
  ///   - mode: Permission bits of both files, before the process's umask.
  ///   - fileSystem: The calls to use.
  /// - Throws: as ``create(_:mode:fileSystem:filledBy:)`` and ``FeedReader/read(_:into:)``.
  public func create(
    like reference: FeedReader, filledWith state: State, keepGaps: Bool = false,
    mode: UInt32 = 0o644, fileSystem: any FileSystem = SystemFileSystem()
  ) throws(FeedError) {
    let value = state.point
    try create(reference.timeline, mode: mode, fileSystem: fileSystem) {
      slots, points throws(FeedError) in
      guard keepGaps else { return points.update(repeating: value) }
      try reference.read(slots, into: points)
      for index in points.indices {
        points[index] = points[index].isNaN ? .nan : value
      }
    }
  }

  /// Refuses a path that is taken, before anything is written.
  ///
  /// The exclusive rename at the end is what makes sure; this says so before the work rather than after.
  private func requireFree(_ path: String, _ fileSystem: any FileSystem) throws(FeedError) {
    let file: OpenFile
    do throws(FeedError) {
      file = try fileSystem.open(path, for: .read)
    } catch {
      return
    }
    fileSystem.close(file)
    throw FeedError(
      .exists, file: path, problem: "exists already",
      remedy: "Choose another id or folder: nothing is overwritten.")
  }
}

extension FeedMetadata {
  /// The metadata of a feed to be created.
  ///
  /// - Parameters:
  ///   - timeline: The feed's instants.
  ///   - file: Path of the metadata, for the error.
  /// - Throws: ``FeedError`` with code `badStart` when Emoncms could not hold the feed, or would read
  ///   its slots in one way and write them in another.
  init(creating timeline: Timeline, file: String) throws(FeedError) {
    guard let interval = UInt32(exactly: timeline.interval) else {
      throw FeedError(
        .badStart, file: file, value: "\(timeline.interval)",
        problem: "an interval of \(timeline.interval) s is more than the format can hold",
        remedy: "Give an interval of at most \(UInt32.max) s.")
    }
    guard timeline.count > 0 else {
      self.init(interval: interval, start: 0)
      return
    }
    guard let start = UInt32(exactly: timeline.start) else {
      throw FeedError(
        .badStart, file: file, value: "\(timeline.start)",
        problem: "a start at \(timeline.start) is outside the years 1970 to 2106 of the format",
        remedy: "Give a start in Unix seconds, not milliseconds.")
    }
    guard start > 0 else {
      throw FeedError(
        .badStart, file: file, value: "0", problem: "a start at 0 means a feed without points",
        remedy: "Start one interval later.")
    }
    guard timeline.isAligned else {
      let before = timeline.start - timeline.start % timeline.interval
      throw FeedError(
        .badStart, file: file, value: "\(timeline.start)",
        problem: "a start at \(timeline.start) is no multiple of the interval of "
          + "\(timeline.interval) s, and Emoncms would write its points one slot away from where it "
          + "reads them",
        remedy: "Start at \(before) or \(before + timeline.interval); to copy a timeline, choose a "
          + "reference feed that is aligned.")
    }
    self.init(interval: interval, start: start)
    _ = try self.timeline(count: timeline.count, file: file)
  }
}

/// The files of a feed in the making, and what must be removed should it fail.
private struct FeedCreation {
  let files: FeedFiles
  let mode: UInt32
  let fileSystem: any FileSystem
  /// Paths of the points and of the metadata until they get their final names.
  let temporaryData: String
  let temporaryMeta: String
  /// What exists now, in the order of its making.
  private var made: [String] = []

  init(of files: FeedFiles, mode: UInt32, fileSystem: any FileSystem) {
    self.files = files
    self.mode = mode
    self.fileSystem = fileSystem
    // The random part keeps clear of what a former process of the same id may have left.
    let mark = "\(getpid())-\(String(UInt32.random(in: .min ... .max), radix: 16))"
    temporaryData = "\(files.folder)/.\(files.id).dat.\(mark).tmp"
    temporaryMeta = "\(files.folder)/.\(files.id).meta.\(mark).tmp"
  }

  /// Writes the points under their temporary name.
  mutating func writePoints(
    count: Int, _ fill: (Range<Int>, UnsafeMutableBufferPointer<Float>) throws(FeedError) -> Void
  ) throws(FeedError) {
    let fileSystem = fileSystem
    try make(temporaryData, for: files.data) { file throws(FeedError) in
      let buffer = UnsafeMutableBufferPointer<Float>.allocate(
        capacity: min(FeedReader.chunk, max(1, count)))
      defer { buffer.deallocate() }
      buffer.initialize(repeating: .nan)
      var first = 0
      while first < count {
        let end = min(first + buffer.count, count)
        let piece = UnsafeMutableBufferPointer(rebasing: buffer[..<(end - first)])
        try fill(first..<end, piece)
        try fileSystem.write(file, points: UnsafeBufferPointer(piece), at: first)
        first = end
      }
    }
  }

  /// Writes the metadata under its temporary name.
  mutating func write(_ metadata: FeedMetadata) throws(FeedError) {
    let fileSystem = fileSystem
    try make(temporaryMeta, for: files.meta) { file throws(FeedError) in
      try metadata.bytes.withUnsafeBufferPointer { bytes throws(FeedError) in
        try fileSystem.write(file, at: 0, from: UnsafeRawBufferPointer(bytes))
      }
    }
  }

  /// Gives both files their final names.
  mutating func publish() throws(FeedError) {
    try fileSystem.rename(temporaryData, to: files.data)
    made.append(files.data)
    try fileSystem.rename(temporaryMeta, to: files.meta)
    made.append(files.meta)
    try fileSystem.synchronizeFolder(files.folder)
  }

  /// Removes whatever was made, the metadata first, so that no half of a feed can be taken for one.
  func removeAll() {
    for path in made.reversed() {
      // There is nothing better to do about a second failure: the first one is what the user reads.
      try? fileSystem.remove(path)
    }
  }

  /// Creates a file under a temporary name, has it written, and brings it to the disk.
  ///
  /// Its errors bear the final name, the one that the user knows.
  private mutating func make(
    _ path: String, for final: String, _ write: (OpenFile) throws(FeedError) -> Void
  ) throws(FeedError) {
    do throws(FeedError) {
      let file = try fileSystem.open(path, for: .create(mode: mode))
      made.append(path)
      defer { fileSystem.close(file) }
      try write(file)
      try fileSystem.synchronize(file)
    } catch {
      guard error.file == path else { throw error }
      throw FeedError(
        error.code, file: final, offset: error.offset, value: error.value, problem: error.problem,
        remedy: error.remedy)
    }
  }
}
