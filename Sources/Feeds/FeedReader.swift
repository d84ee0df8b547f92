/// Reads the points of one feed, by positioned reads.
///
/// Positioned reads rather than a memory map: another process may truncate the file at any time,
/// and a map would then end the program with SIGBUS. The files stay open, so that a feed that is
/// removed meanwhile can still be read to its end. The point count is that of the opening;
/// open again to see what has been appended since.
public final class FeedReader: Sendable {
  /// Points read at a time by ``forEachChunk(_:_:)``: 64 kB stay in the processor's nearest caches.
  public static let chunk = 16_384

  public let files: FeedFiles
  public let timeline: Timeline
  /// Bytes at the end of the `.dat` that are no whole point (0 to 3): what a write cut short leaves.
  public let raggedBytes: Int
  let fileSystem: any FileSystem
  let data: OpenFile

  /// Opens a feed.
  ///
  /// - Parameters:
  ///   - files: Where it is.
  ///   - fileSystem: The calls to use.
  /// - Throws: ``FeedError`` when a file is missing, unreadable or odd (`metadataSize`,
  ///   `zeroInterval`, `badStart`). A ragged end is no error here: see ``raggedBytes``.
  public convenience init(
    _ files: FeedFiles, fileSystem: any FileSystem = SystemFileSystem()
  ) throws(FeedError) {
    try self.init(files, for: .read, fileSystem: fileSystem)
  }

  /// Opens a feed for reading, or for reading and writing in place.
  init(
    _ files: FeedFiles, for access: FileAccess, fileSystem: any FileSystem
  ) throws(FeedError) {
    let metadata = try FeedMetadata(reading: files, fileSystem: fileSystem)
    let data = try fileSystem.open(files.data, for: access)
    do throws(FeedError) {
      let size = try fileSystem.size(of: data)
      self.timeline = try metadata.timeline(count: size / 4, file: files.meta)
      self.raggedBytes = size % 4
    } catch {
      fileSystem.close(data)
      throw error
    }
    self.files = files
    self.fileSystem = fileSystem
    self.data = data
  }

  deinit { fileSystem.close(data) }

  /// Reads slots into a buffer of exactly their number.
  ///
  /// - Parameters:
  ///   - slots: Slots within the timeline.
  ///   - buffer: Where the points go, in the machine's byte order.
  /// - Throws: ``FeedError`` with code `shrank` when the file has become shorter than it was at the
  ///   opening, or what the system says of a failed read.
  public func read(_ slots: Range<Int>, into buffer: UnsafeMutableBufferPointer<Float>)
    throws(FeedError)
  {
    precondition(buffer.count == slots.count && slots.lowerBound >= 0)
    let bytes = UnsafeMutableRawBufferPointer(buffer)
    let count = try fileSystem.read(data, at: slots.lowerBound * 4, into: bytes)
    guard count == bytes.count else {
      throw FeedError(
        .shrank, file: files.data, offset: slots.lowerBound * 4 + count,
        value: "\(slots.lowerBound + count / 4) points",
        problem: "became shorter while it was read: \(timeline.count) points before, "
          + "\(slots.lowerBound + count / 4) now",
        remedy: "Another program is rewriting this feed: run the command again when it is done.")
    }
    #if _endian(big)
      for index in buffer.indices {
        buffer[index] = Float(bitPattern: UInt32(littleEndian: buffer[index].bitPattern))
      }
    #endif
  }

  /// The points of some slots, which must lie within the timeline.
  ///
  /// - Throws: as ``read(_:into:)``.
  public func points(_ slots: Range<Int>) throws(FeedError) -> [Float] {
    guard !slots.isEmpty else { return [] }
    var failure: FeedError?
    let points = [Float](unsafeUninitializedCapacity: slots.count) { buffer, initialized in
      let target = UnsafeMutableBufferPointer(rebasing: buffer[..<slots.count])
      do throws(FeedError) {
        try read(slots, into: target)
        initialized = slots.count
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return points
  }

  /// Every point of the feed.
  ///
  /// - Throws: as ``read(_:into:)``.
  public func points() throws(FeedError) -> [Float] { try points(0..<timeline.count) }

  /// Reads slots piece by piece, in order, through one buffer.
  ///
  /// - Parameters:
  ///   - slots: Slots within the timeline.
  ///   - body: Takes the first slot of a piece and its points.
  /// - Throws: as ``read(_:into:)``, and what the body throws.
  public func forEachChunk(
    _ slots: Range<Int>, _ body: (Int, UnsafeBufferPointer<Float>) throws(FeedError) -> Void
  ) throws(FeedError) {
    let buffer = UnsafeMutableBufferPointer<Float>.allocate(
      capacity: min(Self.chunk, max(1, slots.count)))
    defer { buffer.deallocate() }
    var first = slots.lowerBound
    while first < slots.upperBound {
      let end = min(first + buffer.count, slots.upperBound)
      let piece = UnsafeMutableBufferPointer(rebasing: buffer[..<(end - first)])
      try read(first..<end, into: piece)
      try body(first, UnsafeBufferPointer(piece))
      first = end
    }
  }
}

extension FeedMetadata {
  /// Reads a feed's `.meta` file.
  ///
  /// - Throws: ``FeedError`` when it is missing, unreadable, not 16 bytes long, or its interval is 0.
  public init(
    reading files: FeedFiles, fileSystem: any FileSystem = SystemFileSystem()
  ) throws(FeedError) {
    let file = try fileSystem.open(files.meta, for: .read)
    defer { fileSystem.close(file) }
    let size = try fileSystem.size(of: file)
    var bytes = [UInt8](repeating: 0, count: min(size, Self.size))
    var failure: FeedError?
    bytes.withUnsafeMutableBytes { buffer in
      do throws(FeedError) {
        _ = try fileSystem.read(file, at: 0, into: buffer)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    guard size <= Self.size else { throw FeedError.metadataSize(size, file: files.meta) }
    try self.init(bytes: bytes, file: files.meta)
  }
}
