import Foundation
import Glibc

/// Where a workspace keeps the key of an Emoncms: a file of its own, for its owner alone.
public struct KeyFile: Sendable, Hashable {
  /// More than any key has.
  private static let mostBytes = 1024

  public let path: String

  /// - Parameter path: Its path.
  public init(path: String) { self.path = path }

  /// The file of a connection.
  ///
  /// - Parameters:
  ///   - connection: Its name.
  ///   - folder: The workspace's folder.
  public init(of connection: String, in folder: String) {
    path = "\(folder)/.retouche/emoncms-\(connection).key"
  }

  /// The key in the file.
  ///
  /// - Returns: The key, without white space around it.
  /// - Throws: ``EmoncmsError`` with code `badSettings` where there is none, or others may read it.
  public func read() throws(EmoncmsError) -> String {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw EmoncmsError(
        .badSettings, path, "cannot be read: \(String(cString: strerror(errno)))",
        remedy: "Give the key again with `retouche emoncms add`.")
    }
    guard status.st_mode & S_IFMT == S_IFREG, status.st_mode & 0o077 == 0 else {
      throw EmoncmsError(
        .badSettings, path, "is no file that its owner alone may read",
        remedy: "Make it so with `chmod 600`.")
    }
    guard status.st_size <= Self.mostBytes, let data = FileManager.default.contents(atPath: path)
    else {
      throw EmoncmsError(
        .badSettings, path, "cannot be read as a key", remedy: "Write the key alone into it.")
    }
    return try Self.key(String(decoding: data, as: UTF8.self), from: path)
  }

  /// Writes a key, whole, in the place of another.
  ///
  /// - Parameter key: The key.
  /// - Throws: ``EmoncmsError`` with code `readOnly`.
  public func write(_ key: String) throws(EmoncmsError) {
    _ = mkdir((path as NSString).deletingLastPathComponent, 0o777)
    let draft = "\(path).\(getpid())"
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    let line = Array("\(key)\n".utf8)
    let isWritten =
      descriptor >= 0 && Glibc.write(descriptor, line, line.count) == line.count
      && fsync(descriptor) == 0 && rename(draft, path) == 0
    let reason = String(cString: strerror(errno))
    if descriptor >= 0 { close(descriptor) }
    if isWritten { return }
    unlink(draft)
    throw EmoncmsError(
      .readOnly, path, "cannot be written: \(reason)", remedy: "Check the folder's owner and room.")
  }

  /// Removes the file; one that is not there is no error.
  public func remove() { unlink(path) }

  /// What somebody gave as a key.
  ///
  /// - Parameters:
  ///   - text: The text, of which white space around it is left out.
  ///   - source: Where it comes from, for the error.
  /// - Returns: The key.
  /// - Throws: ``EmoncmsError`` with code `badSettings` where it is none; the text is not repeated.
  public static func key(_ text: String, from source: String) throws(EmoncmsError) -> String {
    let key = text.trimmingCharacters(in: .whitespacesAndNewlines)
    let isKey =
      (16...128).contains(key.utf8.count) && key.allSatisfy { $0.isASCII && $0.isHexDigit }
    guard isKey else {
      throw EmoncmsError(
        .badSettings, source,
        "holds no key of Emoncms, which is 32 of the digits 0 to 9 and a to f",
        remedy: "Copy the \"Write API key\" from the account page of Emoncms.")
    }
    return key
  }
}
