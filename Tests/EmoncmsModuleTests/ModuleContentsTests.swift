import Foundation
import Testing

@testable import EmoncmsModule

@Suite struct ModuleContentsTests {
  /// The folder of the module's sources.
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Sources/EmoncmsModule").standardizedFileURL.path

  /// The paths of all files in one of its folders.
  private static func paths(in name: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: "\(folder)/\(name)").filter { path in
      var isFolder: ObjCBool = false
      let exists = FileManager.default.fileExists(
        atPath: "\(folder)/\(name)/\(path)", isDirectory: &isFolder)
      return exists && !isFolder.boolValue
    }.sorted()
  }

  @Test(arguments: [("Module", ModuleContents.module), ("Page", ModuleContents.page)])
  func `the program holds every file, as it is`(
    _ name: String, _ contents: [String: [UInt8]]
  ) throws {
    let paths = try Self.paths(in: name)
    #expect(!paths.isEmpty)
    #expect(contents.keys.sorted() == paths, "ModuleContents needs a line for each file")
    for path in paths {
      let data = try #require(
        FileManager.default.contents(atPath: "\(Self.folder)/\(name)/\(path)"))
      #expect(contents[path] == [UInt8](data), "\(path)")
    }
  }

  @Test func `two files of one name would be one resource`() throws {
    let paths = try Self.paths(in: "Module") + Self.paths(in: "Page")
    let names = paths.map { URL(fileURLWithPath: $0).lastPathComponent }
    #expect(Set(names).count == names.count)
  }
}
