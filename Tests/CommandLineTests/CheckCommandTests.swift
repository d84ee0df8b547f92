import Feeds
import Foundation
import TestSupport
import Testing

@Suite struct CheckCommandTests {
  @Test func `a sound workspace has no fault`() throws {
    let school = try SmallSchool()
    try school.declareCircuit()
    _ = try school.run("infer", "north")
    let run = try school.run("check")
    #expect(run.status == 0)
    #expect(run.output == "5 feeds checked: all is well.\n")
    #expect(try school.run("check", "--json").output == "[]\n")
  }

  /// A school with twelve planted faults.
  private func faulty() throws -> SmallSchool {
    let school = try SmallSchool()
    try school.makeStateFeed()
    try school.declareCircuit()
    for id in 11...16 { try school.add(id) { _ in 20 } }
    try school.remove("11.meta")
    try school.remove("12.dat")
    try school.write(Array(try school.bytes(of: "13.meta").prefix(15)), to: "13.meta")
    var interval = try school.bytes(of: "14.meta")
    interval.replaceSubrange(8..<12, with: [0, 0, 0, 0])
    try school.write(interval, to: "14.meta")
    try school.write(try school.bytes(of: "15.dat") + [0], to: "15.dat")
    var unaligned = try school.bytes(of: "16.meta")
    unaligned[12] &+= 1
    try school.write(unaligned, to: "16.meta")
    try school.add(17, Timeline(start: 4_102_444_800, interval: 300, count: 10)) { _ in 1 }
    try school.add(18) { _ in .nan }
    try school.add(19) { $0 == 7 ? .infinity : 1 }
    var state = try school.bytes(of: "5.dat")
    state.replaceSubrange(0..<4, with: [0, 0, 0, 0x40])  // 2.0: no state, and a foreign change
    try school.write(state, to: "5.dat")
    try school.remove("4.dat")
    try school.remove("4.meta")
    try school.write("", to: ".33.dat.1.tmp")
    return school
  }

  @Test func `each planted fault is found, and nothing is changed`() throws {
    let school = try faulty()
    let before = try school.content()
    let run = try school.run("check", "--json")
    #expect(run.status == 1)
    let problems = try run.objects()
    #expect(Set(problems.flatMap(\.keys)) == ["feed", "problem", "detail", "remedy"])
    let found = problems.map { "\($0["feed"] as? Int ?? 0) \($0["problem"] as? String ?? "")" }
    let planted = [
      "4 circuit-feed-gone", "5 foreign-change", "5 no-state", "11 missing-metadata",
      "12 missing-points", "13 metadata-size", "14 zero-interval", "15 ragged-points",
      "16 unaligned-start", "17 future-start", "18 nothing-recorded", "19 infinite-value",
      "0 left-over",
    ]
    #expect(Set(planted).subtracting(found).isEmpty, "\(found)")
    #expect(Set(found).subtracting(planted).isEmpty, "\(found)")
    #expect(try school.content() == before)
  }

  @Test func `people read the faults by feed`() throws {
    let run = try faulty().run("check")
    #expect(run.status == 1)
    #expect(run.output.hasPrefix("Feed 4\n  Circuit north has feed 4 as outdoor"))
    #expect(run.output.contains("\nFeed 15\n  "))
    #expect(run.output.contains("\nWorkspace\n  "))
    #expect(run.output.hasSuffix("problems found, 11 feeds checked.\n"), "\(run.output)")
  }

  @Test func `one feed can be checked alone`() throws {
    let school = try faulty()
    #expect(try school.run("check", "1").output == "1 feed checked: all is well.\n")
    let problems = try school.run("check", "18", "19", "--json").objects()
    #expect(problems.compactMap { $0["feed"] as? Int } == [18, 19])
  }
}
