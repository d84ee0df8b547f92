import Feeds
import Foundation
import Inference
import TestSupport
import Workspace

/// Edits a feed at random, again and again, and says so: a process for tests to kill.
///
/// `edit-loop FOLDER FEED SEED COUNT all|set|grow|new|look [CALL TORN]` does COUNT random things: `set`
/// only sets, `all` also undoes and redoes, `grow` besides appends to feed 1 and continues to its end an
/// inference of circuit `loop`, `new` makes feeds on FEED's timeline, `look` counts the
/// edits of FEED's history. It writes a line before
/// each (`begin …`) and one after (`done`, `none`, or `error …`). With CALL, it kills itself at that
/// call of the file system, a write having put TORN bytes.
@main
struct EditLoop {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard arguments.count >= 5, let id = Int(arguments[1]), let seed = UInt64(arguments[2]),
      let count = Int(arguments[3])
    else {
      say("error wrong usage")
      exit(64)
    }
    let call = arguments.count >= 7 ? Int(arguments[5]) : nil
    let torn = arguments.count >= 7 ? Int(arguments[6]) : nil
    do {
      let fileSystem = KillingFileSystem(at: call ?? .max, torn: torn ?? 0)
      let workspace = try Workspace(arguments[0], fileSystem: fileSystem)
      for problem in workspace.recoveryProblems { say("problem \(problem)") }
      var loop = Loop(
        workspace: workspace, feed: try workspace.feed(id: id),
        generator: SeededGenerator(seed: seed), kinds: arguments[4])
      say("ready")
      for _ in 0..<count { try loop.step() }
      say("end")
    } catch {
      say("error \(error)")
      exit(1)
    }
  }

  /// Writes a line at once: what was said before a kill is not lost.
  static func say(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = write(STDOUT_FILENO, bytes, bytes.count)
  }
}

private struct Loop {
  let workspace: Workspace
  let feed: Feed
  var generator: SeededGenerator
  let kinds: String

  mutating func step() throws {
    let dice = Int.random(in: 0..<10, using: &generator)
    switch kinds {
    case "new": try make()
    case "look": try report("look") { try workspace.history(feed).count }
    case "grow" where dice < 5: try grow()
    case "grow" where dice < 7: try report("undo") { try workspace.undo(feed).edit }
    case "grow" where dice < 9: try report("redo") { try workspace.redo(feed).edit }
    case "all" where dice >= 8: try report("redo") { try workspace.redo(feed).edit }
    case "all" where dice >= 5: try report("undo") { try workspace.undo(feed).edit }
    default: try set()
    }
  }

  private mutating func set() throws {
    let timeline = try workspace.reader(feed).timeline
    let first = Int.random(in: 0..<timeline.count, using: &generator)
    let longest = Bool.random(using: &generator) ? 20 : timeline.count
    let count = Int.random(in: 1...min(longest, timeline.count - first), using: &generator)
    let state = State.allCases.randomElement(using: &generator) ?? .on
    let times = timeline.times(of: first..<(first + count))
    try report("set \(state.name) \(first) \(first + count)") {
      try workspace.set(feed, to: state, from: times.lowerBound, to: times.upperBound).edit
    }
  }

  /// Appends to the supply feed, as Emoncms does, and goes on with the inference.
  private mutating func grow() throws {
    let supply = try workspace.feed(id: 1)
    let timeline = try workspace.reader(supply).timeline
    let points = generator.points(Int.random(in: 1...40, using: &generator))
    let path = "\(workspace.folder)/1.dat"
    let handle = try FileHandle(forUpdating: URL(fileURLWithPath: path))
    try handle.seek(toOffset: UInt64(timeline.count * 4))
    try handle.write(contentsOf: points.withUnsafeBytes { Data($0) })
    try handle.close()
    let request = InferenceRequest(
      try workspace.circuit("loop"), method: ThresholdMethod(lookAhead: 6000), extent: .onward)
    try report("grow \(timeline.count + points.count)") {
      try workspace.infer(request).edit ?? 0
    }
  }

  private mutating func make() throws {
    let name = "made\(UInt32.random(in: .min ... .max, using: &generator))"
    try report("new \(name)") {
      try workspace.createStateFeed(like: feed, name: name, tag: "loop", state: .on).id
    }
  }

  private func report(_ what: String, _ body: () throws -> Int) throws {
    EditLoop.say("begin \(what)")
    do {
      EditLoop.say("done \(try body())")
    } catch let error as WorkspaceError where error.code == .nothingToDo {
      EditLoop.say("none")
    }
  }
}
