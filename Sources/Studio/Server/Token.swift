import Foundation
import Glibc

/// The secret that a client off this machine has to show.
struct Token: Sendable {
  /// Where it is kept, for those who may read the workspace.
  let path: String
  private let text: [UInt8]

  /// The token of a workspace, made where there is none yet.
  ///
  /// - Parameter folder: The workspace's folder.
  /// - Throws: ``StudioError`` where the file cannot be made, can be read by others, or holds none.
  init(folder: String) throws(StudioError) {
    path = "\(folder)/.retouche/studio-token"
    if access(path, F_OK) != 0 { try Self.make(path) }
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_mode & 0o077 == 0
    else {
      throw StudioError(
        "\(path) is no file that its owner alone may read", remedy: "Remove it: another is made.")
    }
    let content = FileManager.default.contents(atPath: path) ?? Data()
    text = content.filter { !Character(Unicode.Scalar($0)).isWhitespace }
    guard text.count >= 32 else {
      throw StudioError("\(path) holds no token", remedy: "Remove it: another is made.")
    }
  }

  /// Whether a client knows the token, found out in a time that does not depend on what it said.
  func matches(_ said: some StringProtocol) -> Bool {
    let said = Array(said.utf8)
    var difference: UInt8 = said.count == text.count ? 0 : 1
    for index in text.indices {
      difference |= text[index] ^ (said.isEmpty ? 0 : said[index % said.count])
    }
    return difference == 0 && !said.isEmpty
  }

  /// Writes a new token, whole and for its owner alone before it bears its name.
  private static func make(_ path: String) throws(StudioError) {
    var random = SystemRandomNumberGenerator()
    let digits = (0..<4).map { _ in
      let word = String(random.next(), radix: 16)
      return String(repeating: "0", count: 16 - word.count) + word
    }.joined()
    let folder = (path as NSString).deletingLastPathComponent
    _ = mkdir(folder, 0o777)
    let draft = "\(path).\(getpid())"
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    let line = Array("\(digits)\n".utf8)
    guard descriptor >= 0 else { throw unwritable(path) }
    let isWritten = write(descriptor, line, line.count) == line.count && fsync(descriptor) == 0
    close(descriptor)
    // A link, not a renaming: of two that start at once the second takes what the first has made.
    let isNamed = isWritten && (link(draft, path) == 0 || errno == EEXIST)
    let error = isNamed ? nil : unwritable(path)
    unlink(draft)
    if let error { throw error }
  }

  private static func unwritable(_ path: String) -> StudioError {
    StudioError(
      "\(path) cannot be written: \(String(cString: strerror(errno)))",
      remedy: "A server off loopback needs a token: check the rights of the folder.")
  }
}
