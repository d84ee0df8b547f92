import Emoncms
import Foundation
import Testing

private let school = "../shared/data/marc-bloch"

/// Skips where the school's data, which are not part of the project, are absent.
@Suite(
  .enabled(
    if: FileManager.default.fileExists(atPath: school),
    "the school's data are not at \(school)"))
struct SchoolBackupTests {
  private struct Description: Decodable {
    let id: Int
    let name: String
    let tag: String
    let unit: String
    let engine: Int
  }

  @Test func `the school's archive gives its feeds as they are described`() throws {
    let scratch = try Scratch()
    let descriptions = try JSONDecoder().decode(
      [Description].self, from: Data(contentsOf: URL(fileURLWithPath: "\(school)/feeds.json")))
    let content = try Backup.extract(
      "\(school)/emoncms-backup-2021-05-24.tar.gz", into: scratch["school"])

    #expect(content.notes == [])
    #expect(content.feeds.count == 16)
    #expect(content.feeds.map(\.id) == descriptions.map(\.id).sorted())
    for description in descriptions {
      let feed = try #require(content.feeds.first { $0.id == description.id })
      #expect(feed.name == description.name)
      #expect(feed.tag == description.tag)
      #expect(feed.unit == description.unit)
      #expect(feed.engine == description.engine)
      #expect(feed.userID == 1)
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: "\(school)/phpfina").sorted()
    #expect(try scratch.names("school") == names)
    for name in names {
      #expect(try bytes(of: "\(school)/phpfina/\(name)") == bytes(of: scratch["school/\(name)"]))
    }
    #expect(try scratch.names() == ["school"])
  }

  @Test func `the school's folder gives the same files without names`() throws {
    let scratch = try Scratch()
    let content = try Backup.extract("\(school)/phpfina", into: scratch["school"])
    #expect(content.feeds.count == 16)
    #expect(content.feeds.allSatisfy { $0.name == nil })
    #expect(content.notes.map(\.kind) == [.noDump])
  }
}
