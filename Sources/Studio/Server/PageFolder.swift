import Foundation

/// The page's files in a folder, read at each request: for who changes the page.
struct PageFolder: Sendable {
  let path: String

  /// - Parameter path: The folder, which must exist.
  /// - Throws: ``StudioError`` where it does not.
  init(_ path: String) throws(StudioError) {
    guard let real = Self.real(path) else {
      throw StudioError("\(path) is no folder", remedy: "Give --page the folder of the page.")
    }
    self.path = real
  }

  /// The file of a path, unless it lies outside the folder.
  ///
  /// - Parameter parts: The parts of the path below the server's root.
  /// - Returns: The file; nil where there is none.
  func file(_ parts: [String]) -> PageFile? {
    guard
      let name = parts.last,
      parts.allSatisfy({ !$0.isEmpty && $0.first != "." && !$0.contains("/") && !$0.contains("\0") }
      ),
      // A link may lead out of the folder.
      let real = Self.real(([path] + parts).joined(separator: "/")), real.hasPrefix(path + "/"),
      let mediaType = PageFile.mediaType(of: name),
      let data = FileManager.default.contents(atPath: real)
    else { return nil }
    return PageFile(mediaType: mediaType, bytes: [UInt8](data))
  }

  private static func real(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }
}
