import Foundation
import TestSupport
import Testing

/// The real school, from its backup to a corrected state feed.
@Suite(.enabled(if: SharedData.isPresent, "needs ../shared/data"))
struct WorkflowTests {
  private static let archive = "\(SharedData.path)/marc-bloch/emoncms-backup-2021-05-24.tar.gz"
  private static let truth = "\(SharedData.path)/truth/north-2021-power.json"

  @Test func `from the archive to a state that is right, and back`() throws {
    let folder = try TemporaryFolder()
    func retouche(_ arguments: String...) throws -> Tool.Run {
      let run = try Tool.run(arguments, in: folder.path)
      #expect(run.status == 0, "\(arguments): \(run.errors)")
      return run
    }
    let feeds = try retouche("open", Self.archive, "--into", "W", "--json").objects()
    #expect(feeds.count == 16)
    #expect(feeds.first { $0["id"] as? Int == 21 }?["name"] as? String == "PT100_3_depNORD")
    #expect(try retouche("check", "-w", "W").output == "16 feeds checked: all is well.\n")
    _ = try retouche(
      "circuit", "add", "north", "--supply", "21", "--return", "22", "--indoor", "8", "--indoor",
      "11", "--outdoor", "5", "--plant-room", "24", "-w", "W")
    let report = try retouche("infer", "north", "-w", "W", "--json").object()
    #expect(report["state_feed"] as? Int == 25)

    let score = try retouche("score", "north_state", "--truth", Self.truth, "--json", "-w", "W")
      .object()
    func figure(_ key: String) throws -> Double { try #require(score[key] as? Double) }
    #expect(try figure("balanced_accuracy") >= 0.995)
    #expect(try figure("edge_precision") >= 0.94)
    #expect(try figure("edge_recall") >= 0.94)
    #expect(try figure("median_edge_error_s") <= 300)

    func files() throws -> [String: [UInt8]] {
      try SmallSchool.content(of: folder.file("W")).filter { !$0.key.hasPrefix("retouche.sqlite") }
    }
    let before = try files()
    for (state, from, to) in [
      ("off", "2021-03-09 06:00", "2021-03-09 08:30"), ("on", "2021-03-10", "2021-03-11"),
      ("unknown", "1615400000", "1615500000"),
    ] {
      _ = try retouche("set", "25", state, "--from", from, "--to", to, "-w", "W")
    }
    let edited = try files()
    #expect(edited != before)
    for _ in 0..<3 { _ = try retouche("undo", "25", "-w", "W") }
    #expect(try files() == before)
    for _ in 0..<3 { _ = try retouche("redo", "25", "-w", "W") }
    #expect(try files() == edited)
    for _ in 0..<3 { _ = try retouche("undo", "25", "-w", "W") }
    #expect(try files() == before)
    let history = try retouche("history", "25", "--json", "-w", "W").objects()
    #expect(history.compactMap { $0["undone"] as? Bool } == [false, true, true, true])

    // Once the inference too is undone, the feed is as it was made: unknown everywhere.
    _ = try retouche("undo", "25", "-w", "W")
    let info = try retouche("info", "25", "--json", "-w", "W")
    #expect(try info.object()["missing"] as? Int == 30_220)
  }

  @Test(arguments: ["hhw_29", "hhw_110"])
  func `a building's hourly means come in, and are inferred without a room`(_ name: String) throws {
    let folder = try TemporaryFolder()
    let file = "\(SharedData.path)/hhw/\(name).csv"
    let feeds = try Tool.run("import", file, "--unit", "°C", "--json", in: folder.path).objects()
    #expect(
      feeds.compactMap { $0["name"] as? String } == [
        "supply", "return", "indoor", "outdoor", "truth",
      ])
    _ = try Tool.run(
      "circuit", "add", "main", "--supply", "supply", "--return", "return", "--outdoor", "outdoor",
      in: folder.path)
    let inferred = try Tool.run("infer", "main", in: folder.path)
    #expect(inferred.status == 0, "\(inferred.errors)")
    let score = try Tool.run("score", "main_state", "--truth", file, "--json", in: folder.path)
    #expect(score.status == 0, "\(score.errors)")
    #expect((try score.object()["samples"] as? Int ?? 0) > 5000)
  }
}
