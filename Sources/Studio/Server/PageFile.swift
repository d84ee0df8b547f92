/// One file of the page, as it travels inside the program.
struct PageFile: Sendable {
  /// Its media type, as `Content-Type` says it.
  let mediaType: String
  let bytes: [UInt8]

  init(mediaType: String, bytes: [UInt8]) {
    self.mediaType = mediaType
    self.bytes = bytes
  }

  /// The page's files by their paths below the server's root.
  static let all: [String: PageFile] = [
    "index.html": PageFile(
      mediaType: "text/html; charset=utf-8", bytes: PackageResources.index_html)
  ]

  /// The media type that a file's name tells; nil for what is no part of a page.
  static func mediaType(of name: String) -> String? {
    guard let dot = name.lastIndex(of: ".") else { return nil }
    return switch name[name.index(after: dot)...] {
    case "html": "text/html; charset=utf-8"
    case "css": "text/css; charset=utf-8"
    case "js": "text/javascript; charset=utf-8"
    case "svg": "image/svg+xml"
    case "json": "application/json"
    case "png": "image/png"
    default: nil
    }
  }
}
