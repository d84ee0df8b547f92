import Foundation
import Testing

@testable import Studio

struct PageFileTests {
  /// The folder of the page's sources.
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Sources/Studio/Page").standardizedFileURL.path

  /// The paths of all files of the page, below its folder.
  private static func paths() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder).filter { path in
      var isFolder: ObjCBool = false
      let exists = FileManager.default.fileExists(
        atPath: "\(folder)/\(path)", isDirectory: &isFolder)
      return exists && !isFolder.boolValue
    }.sorted()
  }

  @Test func `the program serves every file of the page, and nothing else`() throws {
    let paths = try Self.paths()
    #expect(paths.contains("index.html"))
    #expect(PageFile.all.keys.sorted() == paths, "PageFile.contents needs a line for each file")
  }

  @Test func `each file has the bytes of its source`() throws {
    for path in try Self.paths() {
      let data = try #require(FileManager.default.contents(atPath: "\(Self.folder)/\(path)"))
      #expect(PageFile.all[path]?.bytes == [UInt8](data), "\(path)")
    }
  }

  @Test func `two files of one name would be one resource`() throws {
    let names = try Self.paths().map { URL(fileURLWithPath: $0).lastPathComponent }
    #expect(Set(names).count == names.count)
  }

  @Test func `a file's name tells its media type`() {
    #expect(PageFile.mediaType(of: "index.html") == "text/html; charset=utf-8")
    #expect(PageFile.mediaType(of: "words-fr.js") == "text/javascript; charset=utf-8")
    #expect(PageFile.mediaType(of: "icon.svg") == "image/svg+xml")
    #expect(PageFile.mediaType(of: "js") == nil)
    #expect(PageFile.mediaType(of: "notes.md") == nil)
  }
}
