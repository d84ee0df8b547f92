import Feeds
import Foundation
import TestSupport
import Testing

@Suite struct FeedFolderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `pairs are listed by id and other files passed over`() throws {
    for name in [
      "19.meta", "19.dat", "5.meta", "5.dat", "100.dat", "100.meta", "notes.txt", "a.meta",
      "007.dat", "0.dat", "-3.meta", "8.dat.bak", ".9.dat.1-2.tmp", "99999999999999999999.dat",
    ] { try folder.write("", to: name) }
    let found = try FeedFolder(folder.path)
    #expect(found.path == folder.path)
    #expect(found.feeds == [5, 19, 100].map { FeedFiles(folder: folder.path, id: $0) })
    #expect(found.halves.isEmpty)
  }

  @Test func `halves are told apart`() throws {
    for name in ["3.meta", "2.dat", "1.meta", "1.dat"] { try folder.write("", to: name) }
    let found = try FeedFolder(folder.path)
    #expect(found.feeds.map(\.id) == [1])
    #expect(found.halves.map(\.files.id) == [2, 3])
    #expect(found.halves.map(\.part) == [.data, .meta])
  }

  @Test func `feeds are found under phpfina`() throws {
    try FileManager.default.createDirectory(
      atPath: folder.file("phpfina"), withIntermediateDirectories: false)
    try folder.write("", to: "emoncms.sql")
    for name in ["phpfina/4.meta", "phpfina/4.dat"] { try folder.write("", to: name) }
    let found = try FeedFolder(folder.path)
    #expect(found.path == folder.file("phpfina"))
    #expect(found.feeds == [FeedFiles(folder: folder.file("phpfina"), id: 4)])
  }

  @Test func `an empty folder holds no feed`() throws {
    let found = try FeedFolder(folder.path)
    #expect(found.path == folder.path)
    #expect(found.feeds.isEmpty && found.halves.isEmpty)
  }

  @Test func `a missing folder and a file in its place are errors`() throws {
    let missing = try #require(throws: FeedError.self) { try FeedFolder(folder.file("none")) }
    #expect(missing.code == .missing)
    #expect(missing.file == folder.file("none"))
    try folder.write("", to: "file")
    #expect(throws: FeedError.self) { try FeedFolder(folder.file("file")) }
  }

  @Test(.enabled(if: SharedData.isPresent, "needs ../shared/data"))
  func `the feeds of the school are found`() throws {
    let found = try FeedFolder(SharedData.path + "/marc-bloch")
    #expect(
      found.feeds.map(\.id) == [5, 6, 8, 9, 11, 12, 14, 15, 17, 18, 19, 20, 21, 22, 23, 24])
    #expect(found.halves.isEmpty)
  }
}
