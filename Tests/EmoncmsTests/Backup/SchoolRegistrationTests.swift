import Emoncms
import Feeds
import Foundation
import Testing

private let school = "../shared/data/marc-bloch"

/// Skips where the school's data, which are not part of the project, are absent.
@Suite(
  .enabled(
    if: FileManager.default.fileExists(atPath: school),
    "the school's data are not at \(school)"))
struct SchoolRegistrationTests {
  @Test func `the school's archive takes a state feed`() throws {
    let scratch = try Scratch()
    let old = "\(school)/emoncms-backup-2021-05-24.tar.gz"
    let reference = try FeedReader(FeedFiles(folder: "\(school)/phpfina", id: 19))
    let timeline = reference.timeline
    let feed = try NewFeed(name: "etat_sud", tag: "retouche", unit: "", timeline: timeline)
    let points = (0..<timeline.count).map { Float($0 / 100 % 2) }
    #expect(try register(feed, points, in: old, as: scratch["new.tar.gz"]) == 25)
    let before = try Backup.extract(old, into: scratch["W0"])
    let after = try Backup.extract(scratch["new.tar.gz"], into: scratch["W"])
    #expect(after.notes == [])
    #expect(after.feeds.dropLast() == before.feeds[...])
    #expect(after.feeds.last?.name == "etat_sud")
    #expect(try bytes(of: scratch["W/25.dat"]) == stored(points))
    #expect(try bytes(of: scratch["W/25.meta"]) == bytes(of: scratch["W0/19.meta"]))
    let differences = try Tool.run(["diff", "-r", "W0", "W"], in: scratch.path)
    #expect(differences.output == "Only in W: 25.dat\nOnly in W: 25.meta\n")
  }
}
