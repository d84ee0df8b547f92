import Feeds
import Foundation
import TestSupport

@testable import Workspace

/// A running `edit-loop`, and what it said.
final class EditLoopProcess {
  enum Event: Equatable {
    case began(String)
    /// The edit's number, or the feed's id.
    case done(Int)
    case nothingToDo
    case failed(String)
  }

  private let process = Process()
  private let output = Pipe()

  /// The executable, beside the bundle of tests.
  private static let executable = URL(fileURLWithPath: CommandLine.arguments[0])
    .deletingLastPathComponent().appendingPathComponent("edit-loop")

  init(
    _ folder: String, feed: Int = 2, seed: UInt64, count: Int, kinds: String,
    crash: (Int, Int)? = nil, asNobody: Bool = false
  )
    throws
  {
    // As nobody: a user who may write little.
    let prefix = ["--reuid=65534", "--regid=65534", "--clear-groups", Self.executable.path]
    process.executableURL = asNobody ? URL(fileURLWithPath: "/usr/bin/setpriv") : Self.executable
    process.arguments =
      (asNobody ? prefix : []) + [folder, "\(feed)", "\(seed)", "\(count)", kinds]
      + (crash.map { ["\($0.0)", "\($0.1)"] } ?? [])
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    // So that the output ends with the process.
    try? output.fileHandleForWriting.close()
  }

  /// Waits until the process has said something more.
  func waitForOutput() -> String {
    String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
  }

  func kill() { _ = Foundation.kill(process.processIdentifier, SIGKILL) }

  var wasKilled: Bool { process.terminationReason == .uncaughtSignal }

  /// Waits for the end, and gives all that was said after `said`.
  func finish(said: String = "") -> [Event] {
    let rest = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let lines = (said + String(decoding: rest, as: UTF8.self)).split(separator: "\n")
    return lines.compactMap { line in
      let words = line.split(separator: " ", maxSplits: 1)
      let text = words.count > 1 ? String(words[1]) : ""
      switch words[0] {
      case "begin": return .began(text)
      case "done": return .done(Int(text) ?? 0)
      case "none": return .nothingToDo
      case "error", "problem": return .failed(text)
      default: return nil
      }
    }
  }
}

extension FeedModel {
  /// Does what `edit-loop` says it does: `set on 3 9`, `grow 500`, `undo`, `redo`.
  mutating func perform(_ text: String) {
    let words = text.split(separator: " ").map(String.init)
    switch words.first {
    case "undo": _ = undo()
    case "redo": _ = redo()
    case "set" where words.count == 4:
      guard let state = State(name: words[1]), let first = Int(words[2]), let end = Int(words[3])
      else { return }
      set(state, first..<end)
    case "grow" where words.count == 2: proceed(over: supply.prefix(Int(words[1]) ?? 0))
    default: break
    }
  }

  /// The model after all that was finished, and after what was begun besides, if anything.
  func after(_ events: [EditLoopProcess.Event]) -> (finished: FeedModel, orElse: FeedModel?) {
    var finished = self
    var begun: String?
    for event in events {
      switch event {
      case .began(let text): begun = text
      case .done:
        if let text = begun { finished.perform(text) }
        begun = nil
      case .nothingToDo: begun = nil
      case .failed: break
      }
    }
    var orElse: FeedModel?
    if let begun {
      orElse = finished
      orElse?.perform(begun)
    }
    return (finished, orElse)
  }
}
