import Feeds

/// What the rows are measured with.
struct Bench {
  let scratch: Scratch
  let programs: Programs
  let python: PythonPeer

  /// Points of the large feeds: nineteen months at 10 s.
  static let many = 5_000_000

  /// Makes a feed at 10 s in a folder of its own.
  func makeFeed(_ name: String, _ points: [Float]) throws -> FeedReader {
    let files = FeedFiles(folder: try scratch.folder(name), id: 1)
    try files.create(points: points, start: MadeUp.start, interval: 10)
    return try FeedReader(files)
  }
}
