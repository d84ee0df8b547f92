import Foundation

/// A folder for one test, removed with the last reference.
final class Scratch {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/retouche-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of something in the folder.
  subscript(name: String) -> String { "\(path)/\(name)" }

  func write(_ name: String, _ bytes: some Sequence<UInt8>) throws {
    let url = URL(fileURLWithPath: self[name])
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(Array(bytes)).write(to: url)
  }

  /// Cuts a file to a length.
  func cut(_ name: String, to length: Int) throws {
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: self[name]))
    try file.truncate(atOffset: UInt64(length))
    try file.close()
  }

  /// The names in the folder, or in one below it, hidden ones included.
  func names(_ below: String = ".") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: self[below]).sorted()
  }
}

func bytes(of path: String) throws -> [UInt8] {
  [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
}
