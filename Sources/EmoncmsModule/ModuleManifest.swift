import Emoncms

/// The list of a module's files with their checksums that is installed with them.
///
/// It is what tells our files from others', and files as they were installed from changed ones. Its
/// form is that of `sha256sum`, which can check it too.
struct ModuleManifest: Sendable, Hashable {
  /// Its name in the module's folder.
  static let name = "retouche.sha256"
  private static let heading = "# Retouche "
  private static let digestLength = 64

  /// The version of Retouche that installed the files.
  let version: String
  /// Checksums by paths.
  let digests: [String: String]

  init(version: String, files: [ModuleFile]) {
    self.version = version
    digests = files.reduce(into: [:]) { $0[$1.path] = $1.digest }
  }

  /// Reads a manifest; nil for what is none of ours, or not whole.
  ///
  /// - Parameter text: Its content.
  init?(_ text: String) {
    guard text.hasPrefix(Self.heading), text.hasSuffix("\n") else { return nil }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    lines.removeLast()
    let version = lines.removeFirst().dropFirst(Self.heading.count)
    guard !version.isEmpty, version.allSatisfy({ !$0.isWhitespace }) else { return nil }
    var digests: [String: String] = [:]
    for line in lines {
      let digest = line.prefix(Self.digestLength)
      let path = line.dropFirst(Self.digestLength + 2)
      guard digest.utf8.count == Self.digestLength, digest.allSatisfy(\.isHexDigit),
        line.dropFirst(Self.digestLength).hasPrefix("  "), Self.isInside(path)
      else { return nil }
      digests[String(path)] = String(digest)
    }
    self.version = String(version)
    self.digests = digests
  }

  var text: String {
    digests.sorted { $0.key < $1.key }.reduce("\(Self.heading)\(version)\n") { text, file in
      "\(text)\(file.value)  \(file.key)\n"
    }
  }

  /// Whether a path names something below the folder.
  private static func isInside(_ path: Substring) -> Bool {
    path.split(separator: "/", omittingEmptySubsequences: false)
      .allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
  }
}
