import Feeds
import Foundation
import TestSupport
import Testing

extension SmallSchool {
  /// Makes the feeds of the first days only.
  convenience init(days: Int) throws {
    try self.init()
    for id in 1...4 {
      try write(Array(bytes(of: "\(id).dat").prefix(days * 288 * 4)), to: "\(id).dat")
    }
  }

  /// Appends the points that feeds 1 to 4 have up to a slot, as Emoncms does.
  func proceed(to end: Int) throws {
    let whole = try SmallSchool()
    for id in 1...4 {
      let handle = try FileHandle(forUpdating: URL(fileURLWithPath: file("\(id).dat")))
      defer { try? handle.close() }
      let present = Int(try handle.seekToEnd())
      try handle.write(contentsOf: Data(whole.bytes(of: "\(id).dat")[present..<(end * 4)]))
    }
  }

  /// The points that a full inference of the feeds as they are gives.
  func fullRun() throws -> [UInt8] {
    let other = try SmallSchool(feeds: false)
    for id in 1...4 {
      for name in ["\(id).meta", "\(id).dat"] { try other.write(bytes(of: name), to: name) }
    }
    try other.declareCircuit()
    _ = try other.run("infer", "north")
    return try other.bytes(of: "5.dat")
  }
}

@Suite struct ContinueCommandTests {
  @Test func `it goes on to the supply's end, as a full run would`() throws {
    let school = try SmallSchool(days: 4)
    try school.declareCircuit()
    let first = try school.run("infer", "north", "--continue", "--json").object()
    #expect(first["appended_points"] as? Int == 0)
    #expect(first["changed_points"] as? Int == 4 * 288)
    for (end, state) in [(4 * 288 + 1, "off"), (4 * 288 + 100, "on"), (6 * 288, "off")] {
      let before = try school.points(5).count
      try school.proceed(to: end)
      let report = try school.run("infer", "north", "--continue", "--json").object()
      #expect(report["appended_points"] as? Int == end - before)
      #expect(try school.bytes(of: "5.dat") == school.fullRun())
      let now = try #require(report["now"] as? [String: Any])
      #expect(Set(now.keys) == ["time", "state", "confidence", "since"])
      #expect(now["time"] as? Int == SmallSchool.start + (end - 1) * 300)
      #expect(now["state"] as? String == state)
      #expect((now["confidence"] as? Double).map { $0 > 0.5 && $0 <= 1 } == true)
      #expect(
        report["provisional_from"] as? Int == SmallSchool.start + end * 300 - 14 * 3600)
    }
    let history = try school.run("history", "5", "--json").objects()
    #expect(history.count == 4)
    #expect(try school.run("check").status == 0)
  }

  @Test func `people are told what is new, what is now, and what may still change`() throws {
    let school = try SmallSchool(days: 4)
    try school.declareCircuit()
    _ = try school.run("infer", "north")
    try school.proceed(to: 4 * 288 + 120)
    let run = try school.run("infer", "north", "--continue")
    #expect(run.status == 0)
    #expect(run.output.contains("\n  appended     120 points\n"))
    #expect(run.output.contains(" points of feed 5 (north_state), edit 2\n"))
    #expect(run.output.contains("\n  now          on since 2021-03-05 06:0"))
    #expect(run.output.contains(", at 2021-03-05 09:55\n"))
    #expect(run.output.contains("\n  provisional  from 2021-03-04 20:00 on\n"))
    #expect(run.errors.contains("retouche undo 5"))
    let segments = try school.run("segments", "5", "--from", "2021-03-04")
    #expect(
      segments.lines.dropFirst().map { $0.contains("provisional") } == [false, false, true, true])
    let listed = try school.run("segments", "5", "--json").objects()
    #expect(listed.last?["provisional"] as? Bool == true)
    #expect(listed.first?["provisional"] as? Bool == false)
    let open = listed.compactMap { $0["provisional_from"] as? Int }
    #expect(open.first == SmallSchool.time(day: 3, hour: 20))
  }

  @Test func `nothing new is said, and is no failure`() throws {
    let school = try SmallSchool()
    try school.declareCircuit()
    _ = try school.run("infer", "north")
    let before = try school.content()
    let run = try school.run("infer", "north", "--continue")
    #expect(run.status == 0)
    #expect(run.output.contains("\n  appended     0 points\n"))
    #expect(
      run.output.contains("nothing: feed 5 (north_state) is as a full run would make it"))
    #expect(run.errors == "")
    let report = try school.run("infer", "north", "--continue", "--json").object()
    #expect(report["edit"] is NSNull)
    #expect(report["changed_points"] as? Int == 0)
    let after = try school.content()
    for name in ["5.dat", "5.meta"] { #expect(after[name] == before[name]) }
    #expect(try school.run("history", "5", "--json").objects().count == 1)
  }

  @Test func `it is taken back, and what was appended is then unknown`() throws {
    let school = try SmallSchool(days: 4)
    try school.declareCircuit()
    _ = try school.run("infer", "north")
    let before = try school.bytes(of: "5.dat")
    try school.proceed(to: 5 * 288)
    _ = try school.run("infer", "north", "--continue")
    let grown = try school.bytes(of: "5.dat")
    _ = try school.run("undo", "5")
    let undone = try school.bytes(of: "5.dat")
    #expect(undone.count == grown.count && Array(undone.prefix(before.count)) == before)
    #expect(try school.points(5).suffix(288).allSatisfy(\.isNaN))
    #expect(try school.run("check").status == 0)
    _ = try school.run("redo", "5")
    #expect(try school.bytes(of: "5.dat") == grown)
  }

  @Test func `it means and tells as the last inference did, unless told otherwise`() throws {
    let school = try SmallSchool(days: 4)
    try school.declareCircuit()
    _ = try school.run("infer", "north", "--meaning", "pump", "--method", "excess")
    try school.proceed(to: 5 * 288)
    let report = try school.run("infer", "north", "--continue", "--json").object()
    #expect(report["meaning"] as? String == "pump" && report["method"] as? String == "excess")
    #expect(
      report["provisional_from"] as? Int == SmallSchool.time(day: 5, hour: 0) - (14 + 48) * 3600)
    let other = try school.run("infer", "north", "--continue", "--meaning", "heat", "--json")
    #expect(try other.object()["meaning"] as? String == "heat")
    #expect(try other.object()["method"] as? String == "excess")
    #expect(try school.run("infer", "north", "--json").object()["method"] as? String == "physics")
  }

  @Test func `a dry run only tells`() throws {
    let school = try SmallSchool(days: 4)
    try school.declareCircuit()
    _ = try school.run("infer", "north")
    try school.proceed(to: 5 * 288)
    let before = try school.content()
    let run = try school.run("infer", "north", "--continue", "--dry-run")
    #expect(run.output.contains("  appended     nothing: 288 points would be\n"))
    #expect(run.output.hasPrefix("north: what heat by method physics would give"))
    #expect(try school.content() == before)
  }

  @Test func `a plain run says that there is more`() throws {
    let school = try SmallSchool(days: 4)
    try school.declareCircuit()
    _ = try school.run("infer", "north")
    try school.proceed(to: 5 * 288)
    let run = try school.run("infer", "north")
    #expect(
      run.output.contains("Note: The supply goes on to 2021-03-06 00:00, beyond the state feed"))
    #expect(try school.points(5).count == 4 * 288)
  }

  @Test(arguments: [
    ["infer"], ["infer", "--continue"], ["infer", "north", "--all"],
    ["infer", "north", "--continue", "--from", "2021-03-01"],
    ["infer", "--all", "--continue", "--to", "2021-03-01"],
    ["segments", "5", "--below", "0"], ["segments", "5", "--below", "1.5"],
    ["segments", "5", "--below", "nan"],
  ])
  func `what excludes each other is wrong usage`(_ arguments: [String]) throws {
    let school = try SmallSchool()
    let run = try school.run(arguments)
    #expect(run.status == 64, "\(arguments): \(run.errors)")
    #expect(run.output == "")
    #expect(run.errors.contains("Usage: retouche"))
  }
}
