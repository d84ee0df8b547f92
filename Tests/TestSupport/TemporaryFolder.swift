import Foundation

/// A new folder of its own under the system's temporary one, removed with the object.
///
/// Keep it in a variable as long as its files are needed: `let folder = try TemporaryFolder()`,
/// then `folder.path`, and `withExtendedLifetime(folder) {}` at the end where nothing else uses it.
public final class TemporaryFolder: Sendable {
  /// Path of the folder, without a slash at its end.
  public let path: String

  public init() throws {
    path =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("retouche-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Path of a file in the folder.
  public func file(_ name: String) -> String { "\(path)/\(name)" }

  /// Names of what the folder holds, hidden files included, sorted.
  public var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
  }

  /// Writes a file of these bytes, in place of one that is there.
  public func write(_ bytes: some Sequence<UInt8>, to name: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: file(name)))
  }

  /// Writes a file of this text in UTF-8, in place of one that is there.
  public func write(_ text: String, to name: String) throws {
    try write(text.utf8, to: name)
  }

  /// Makes an existing file hold these bytes, as another process would: the file stays the same one.
  public func write(_ bytes: some Sequence<UInt8>, inPlace name: String) throws {
    let handle = try FileHandle(forUpdating: URL(fileURLWithPath: file(name)))
    defer { try? handle.close() }
    let data = Data(bytes)
    try handle.truncate(atOffset: UInt64(data.count))
    try handle.seek(toOffset: 0)
    try handle.write(contentsOf: data)
  }

  /// The bytes of a file.
  public func bytes(of name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: file(name))))
  }
}
