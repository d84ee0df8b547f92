import Feeds
import Foundation

/// The faults of one feed's files, whatever the catalogue says of it.
struct FeedCheck {
  let files: FeedFiles
  /// What the catalogue holds it for: an unknown state is nothing amiss.
  let kind: FeedKind
  let fileSystem: any FileSystem
  let localTime: LocalTime

  /// Reads the whole feed once; changes nothing.
  func problems() -> [Problem] {
    let reader: FeedReader
    do throws(FeedError) {
      reader = try FeedReader(files, fileSystem: fileSystem)
    } catch {
      return [problem(error)]
    }
    return timelineProblems(reader) + pointProblems(reader)
  }

  private func problem(_ error: FeedError) -> Problem {
    let kind: Problem.Kind =
      switch error.code {
      case .metadataSize: .metadataSize
      case .zeroInterval: .zeroInterval
      case .badStart: .badStart
      case .missing where error.file == files.meta: .missingMetadata
      case .missing: .missingPoints
      default: .unreadable
      }
    return Problem(
      feed: files.id, problem: kind, detail: "\(error.file): \(error.problem).",
      remedy: error.code == .missing
        ? "The feed's other file is there: restore this one from a backup." : error.remedy)
  }

  private func timelineProblems(_ reader: FeedReader) -> [Problem] {
    let timeline = reader.timeline
    var problems: [Problem] = []
    func add(_ kind: Problem.Kind, _ file: String, _ detail: String, _ remedy: String) {
      problems.append(
        Problem(feed: files.id, problem: kind, detail: "\(file): \(detail).", remedy: remedy))
    }
    if reader.raggedBytes > 0 {
      add(
        .raggedPoints, files.data,
        "its size is \(reader.raggedBytes) bytes more than a whole number of points",
        "A write was cut short: the whole points before it are read as usual. Compare with a backup."
      )
    }
    if timeline.count == 0, timeline.start != 0 {
      add(
        .badStart, files.meta, "a start of \(timeline.start) for a feed without points",
        "Emoncms takes such a feed for broken: restore its points, or write 0 for its start.")
    }
    if !timeline.isAligned {
      add(
        .unalignedStart, files.meta,
        "its start \(timeline.start) is no multiple of its interval of \(timeline.interval) s",
        "It is read as it stands, but Emoncms writes such a feed one slot off: do not edit it there."
      )
    }
    // A day's grace: clocks of loggers are sometimes set to another zone.
    if timeline.start > Int(Date().timeIntervalSince1970) + 86_400 {
      add(
        .futureStart, files.meta, "it starts in the future, at \(localTime.text(timeline.start))",
        "Check the logger's clock, or restore the metadata from a backup.")
    }
    return problems
  }

  private func pointProblems(_ reader: FeedReader) -> [Problem] {
    var recorded = 0
    var infinite: Int?
    do {
      try reader.forEachChunk(0..<reader.timeline.count) { first, points in
        for index in points.indices where !points[index].isNaN {
          recorded &+= 1
          if points[index].isInfinite, infinite == nil { infinite = first + index }
        }
      }
    } catch {
      return [problem(error)]
    }
    var problems: [Problem] = []
    if kind == .measured, recorded == 0, reader.timeline.count > 0 {
      problems.append(
        Problem(
          feed: files.id, problem: .nothingRecorded,
          detail: "\(files.data): all \(reader.timeline.count) points are NaN.",
          remedy: "The sensor never reported: leave the feed out of circuits."))
    }
    if let infinite {
      problems.append(
        Problem(
          feed: files.id, problem: .infiniteValue,
          detail: "\(files.data): an infinite value at "
            + "\(localTime.text(reader.timeline.time(of: infinite))).",
          remedy: "No sensor measures that: the file is damaged there. Compare with a backup."))
    }
    return problems
  }
}
