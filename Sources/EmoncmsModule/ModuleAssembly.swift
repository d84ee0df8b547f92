public import Emoncms
import Studio

/// The module as this program installs it: every file, with its place.
public struct ModuleAssembly: Sendable {
  /// Hexadecimal digits of the name of the page's folder.
  private static let digits = 12

  /// The version of Retouche.
  public let version: String
  /// The name of the page's folder, which changes with any of its files, so that a browser never mixes
  /// an old one with a new one.
  public let pageDigest: String
  /// The files in order of their paths, the list of their checksums included.
  public let files: [ModuleFile]

  /// The module of this program.
  ///
  /// - Parameter version: The program's version.
  /// - Throws: `EmoncmsError` where no checksum can be reckoned.
  public init(version: String) throws(EmoncmsError) {
    try self.init(
      version: version, module: ModuleContents.module,
      page: EditorFiles.all.merging(
        ModuleContents.page.map { ("emoncms/\($0.key)", $0.value) }, uniquingKeysWith: { $1 }))
  }

  /// - Parameters:
  ///   - version: The version of Retouche.
  ///   - module: What Emoncms runs, by paths below the module's folder.
  ///   - page: What the browser gets, by paths below the page's folder.
  /// - Throws: `EmoncmsError` where no checksum can be reckoned.
  init(
    version: String, module: [String: [UInt8]], page: [String: [UInt8]]
  ) throws(EmoncmsError) {
    self.version = version
    let pageFiles = try Self.files(page)
    let list = pageFiles.map { "\($0.digest)  \($0.path)\n" }.joined()
    let digest = String(try SHA256.hex(of: Array(list.utf8)).prefix(Self.digits))
    var files = try Self.files(module)
    for file in pageFiles {
      files.append(try ModuleFile("page/\(digest)/\(file.path)", file.bytes))
    }
    let manifest = ModuleManifest(version: version, files: files)
    files.append(try ModuleFile(ModuleManifest.name, Array(manifest.text.utf8)))
    pageDigest = digest
    self.files = files.sorted { $0.path < $1.path }
  }

  /// How many bytes all files have.
  public var size: Int { files.reduce(0) { $0 + $1.bytes.count } }

  /// The folders that the files need, each after the one that holds it.
  var folders: [String] {
    var folders: Set<String> = []
    for file in files {
      var parts = file.path.split(separator: "/").dropLast()
      while !parts.isEmpty {
        folders.insert(parts.joined(separator: "/"))
        parts.removeLast()
      }
    }
    return folders.sorted()
  }

  private static func files(_ contents: [String: [UInt8]]) throws(EmoncmsError) -> [ModuleFile] {
    var files: [ModuleFile] = []
    for (path, bytes) in contents.sorted(by: { $0.key < $1.key }) {
      files.append(try ModuleFile(path, bytes))
    }
    return files
  }
}
