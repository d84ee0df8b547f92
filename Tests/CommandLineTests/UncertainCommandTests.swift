import Foundation
import Testing

@Suite struct UncertainCommandTests {
  /// A week in which, on the third day, heat is so weak for some hours that it is hard to tell.
  private func school() throws -> SmallSchool {
    let school = try SmallSchool()
    var points = try school.points(1)
    // Two hours of water near the limit.
    for slot in 600..<630 { points[slot] = 27 + Float(slot % 3) / 10 }
    let bytes = points.flatMap { point in
      [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: point.bitPattern >> $0) }
    }
    try school.write(bytes, to: "1.dat")
    _ = try school.run("circuit", "add", "north", "--supply", "1", "--indoor", "3")
    return school
  }

  @Test func `what is uncertain is counted, and listed by itself`() throws {
    let school = try school()
    let report = try school.run("infer", "north", "--method", "excess", "--json").object()
    let listed = try school.run("segments", "5", "--uncertain", "--json").objects()
    #expect(listed.count == report["uncertain_segments"] as? Int)
    #expect(!listed.isEmpty)
    let hours = listed.reduce(0.0) { sum, segment in
      sum + Double((segment["end"] as? Int ?? 0) - (segment["start"] as? Int ?? 0)) / 3600
    }
    #expect(hours == report["uncertain_hours"] as? Double)
    #expect(listed.allSatisfy { ($0["confidence"] as? Double ?? 1) < 0.8 })
    #expect(listed.allSatisfy { $0["provenance"] as? String == "inferred" })
    let card = try school.run("infer", "north", "--method", "excess").output
    let count = listed.count == 1 ? "1 stretch" : "\(listed.count) stretches"
    #expect(card.contains("\n  uncertain    \(count), "), "\(card)")
    #expect(card.contains(": see `retouche segments 5 --uncertain`\n"))
    // The segments themselves are whole.
    let segments = try school.run("segments", "5", "--json").objects()
    #expect(
      zip(segments, segments.dropFirst()).allSatisfy {
        $0["state"] as? String != $1["state"] as? String
      })
    let csv = try school.run("segments", "5", "--uncertain", "--csv").lines
    #expect(csv.count == listed.count + 1 && csv.first?.hasPrefix("start,end") == true)
    let all = try school.run("segments", "5", "--below", "1", "--json").objects()
    #expect(all.count >= listed.count)
  }

  @Test func `where nothing is uncertain, that is said`() throws {
    let school = try SmallSchool()
    try school.declareCircuit()
    _ = try school.run("infer", "north")
    let run = try school.run("segments", "5", "--uncertain", "--below", "0.5")
    #expect(run.status == 0)
    #expect(run.output == "")
    #expect(run.errors == "Nothing in feed 5 (north_state) is uncertain.\n")
    #expect(
      try school.run("segments", "5", "--uncertain", "--below", "0.5", "--json").output == "[]\n")
  }
}
