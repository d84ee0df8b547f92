/// One file of the page, as it travels inside the program.
struct PageFile: Sendable {
  /// Its media type, as `Content-Type` says it.
  let mediaType: String
  let bytes: [UInt8]

  /// The page's files by their paths below the server's root.
  static let all: [String: PageFile] = [
    "index.html": PageFile(
      mediaType: "text/html; charset=utf-8", bytes: PackageResources.index_html)
  ]
}
