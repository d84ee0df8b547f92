import Feeds
import Foundation
import Inference
import Workspace

extension Workspace {
  /// The truth that a person names: a file of JSON or CSV, or a feed.
  ///
  /// - Parameter reference: A path, or a feed's id, name or `tag:name`.
  /// - Returns: The truth.
  /// - Throws: `WorkspaceError` or `FeedError` for what names neither or cannot be read as a truth.
  func truth(_ reference: String) throws -> Truth {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: reference, isDirectory: &isFolder),
      !isFolder.boolValue
    {
      let content = try TruthFile(reference)
      return try content.isJSON ? content.json() : content.csv(localTime())
    }
    let feed: Feed
    do {
      feed = try self.feed(reference)
    } catch let error as WorkspaceError where error.code == .notFound {
      throw WorkspaceError(
        .notFound, "\"\(reference)\"", "is neither a file nor a feed of this workspace",
        remedy: "Check the path, or list the feeds with `retouche feeds`.")
    }
    return try truth(of: feed)
  }
}

/// A file that tells a truth.
private struct TruthFile {
  private let path: String
  private let data: Data

  init(_ path: String) throws {
    self.path = path
    guard let data = FileManager.default.contents(atPath: path) else {
      throw FeedError(
        .inaccessible, file: path, problem: "cannot be read",
        remedy: "Check the owner and the mode of the file.")
    }
    self.data = data
  }

  /// Whether the first character, after a byte-order mark and space, begins a JSON document.
  var isJSON: Bool {
    let skipped: Set<UInt8> = [0xEF, 0xBB, 0xBF, 0x20, 0x09, 0x0A, 0x0D]
    let first = data.first { !skipped.contains($0) }
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
  }

  func json() throws -> Truth {
    do {
      return try JSONDecoder().decode(TruthDocument.self, from: data).truth
    } catch let error as DecodingError {
      throw malformed(error.sentence)
    }
  }

  /// A column of times and one called `truth`, of 1, 0 and missing values.
  func csv(_ clock: LocalTime) throws -> Truth {
    let columns = try CSVReader(path).columns(parseTime: clock.parse)
    let named = columns.first { $0.name.lowercased() == "truth" }
    guard let column = named ?? (columns.count == 1 ? columns.first : nil) else {
      throw malformed(
        "has no column called truth, but: \(columns.map(\.name).joined(separator: ", "))")
    }
    if let slot = column.points.firstIndex(where: { !($0.isNaN || $0 == 0 || $0 == 1) }) {
      let time = clock.text(column.timeline.time(of: slot))
      throw malformed("holds \(column.points[slot]) as a state at \(time)")
    }
    return Truth(
      start: column.start, interval: column.interval,
      states: column.points.map(HeatState.init(point:)))
  }

  private func malformed(_ problem: String) -> FeedError {
    FeedError(
      .malformed, file: path, problem: problem,
      remedy: "A truth has segments of start, end and state, or window, on and uncertain, or a "
        + "column called truth of 1 and 0: see `retouche help score`.")
  }
}
