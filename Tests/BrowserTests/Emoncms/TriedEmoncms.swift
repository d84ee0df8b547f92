import BrowserSupport
import Emoncms
import EmoncmsSupport
import Feeds
import Foundation

/// An Emoncms with the editor in it, in which tests try it.
struct TriedEmoncms: Sendable {
  /// Its address, with a slash at the end.
  let address: String
  /// Its folder.
  let folder: String
  /// Where its feeds are asked for, past the page, and the key that writes.
  let feeds, key: String
  let name: String
  let password: String
  /// The tests' own website; nil where it is a real Emoncms.
  let server: ModuleServer?

  /// The way to its feeds past the page.
  var installation: HTTPInstallation {
    get throws { try HTTPInstallation(url: feeds, key: key) }
  }

  /// Logs in, as a person who then goes to a page.
  ///
  /// - Parameters:
  ///   - browser: Where.
  ///   - user: Who, where it is the tests' own.
  /// - Throws: `BrowserFailure` when nobody is let in.
  func logIn(_ browser: BrowserSession, as user: ModuleServer.User = .writer) async throws {
    try await browser.open(address + "version")
    let answer = try await browser.script(
      """
      const [address, username, password] = arguments;
      return fetch(address + 'user/login.json', {
        method: 'POST', body: new URLSearchParams({username, password}),
      }).then(answer => answer.json());
      """, .string(address), .string(server == nil ? name : user.rawValue), .string(password))
    guard answer["success"] == true else {
      throw EditorPageError("nobody is let in at \(address): \(answer)")
    }
    if server == nil { _ = try await browser.console() }
  }

  /// The points of a feed as its file has them, as bits.
  func bits(of feed: Int) throws -> [UInt32] {
    var bits: [UInt32] = []
    try installation.readPoints(of: feed, from: 0) { bytes in
      for offset in stride(from: 0, to: bytes.count, by: 4) {
        bits.append(
          UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
      }
    }
    return bits
  }

  /// The states of a feed, point by point.
  func states(of feed: Int) throws -> [State] {
    try bits(of: feed).map { State(point: Float(bitPattern: $0)) }
  }
}

/// What the tests of the editor in Emoncms run against.
enum TriedModule: CustomStringConvertible, Sendable {
  case served(EmoncmsServer.Version)
  case real(folder: String, address: String, keyFile: String, loginFile: String)

  /// In the name of each feed that these tests make, and of no other.
  static let stamp = UUID().uuidString

  /// The tests' own website in each version, and a real Emoncms where one is given.
  ///
  /// `EMONCMS_DIR` is its folder, `EMONCMS_URL` its address, `EMONCMS_KEY_FILE` a file with the key
  /// that writes, `EMONCMS_LOGIN_FILE` one with a name and a password, a line each.
  static let all: [TriedModule] = EmoncmsServer.Version.allCases.map { .served($0) } + real

  /// The website in a version of each dialect of HTTP, and a real Emoncms where one is given.
  static let dialects: [TriedModule] = [.served(.v10), .served(.v11)] + real

  /// The website in the newest version, and a real Emoncms where one is given.
  static let one: [TriedModule] = [.served(.v11)] + real

  private static let real: [TriedModule] = {
    let names = ["EMONCMS_DIR", "EMONCMS_URL", "EMONCMS_KEY_FILE", "EMONCMS_LOGIN_FILE"]
    let given = names.compactMap { ProcessInfo.processInfo.environment[$0] }
    guard given.count == names.count else {
      print("no \(names.joined(separator: ", ")): the editor is tried in no real Emoncms")
      return []
    }
    return [
      .real(folder: given[0], address: given[1], keyFile: given[2], loginFile: given[3])
    ]
  }()

  var description: String {
    switch self {
    case .served(let version): version.rawValue
    case .real(_, let address, _, _): address
    }
  }

  /// Its name as a part of a file's.
  var fileName: String { description.filter { $0.isLetter || $0.isNumber || $0 == "." } }

  /// Tries something in it, and takes away the feeds that were made there.
  func use(_ body: (TriedEmoncms) async throws -> Void) async throws {
    switch self {
    case .served(let version):
      let server = try ModuleServer(version)
      defer { server.stop() }
      try await body(
        TriedEmoncms(
          address: server.address, folder: server.folder,
          feeds: server.feeds.url, key: server.feeds.writeKey, name: "writer",
          password: ModuleServer.password, server: server))
      guard server.complaints.isEmpty else {
        throw EditorPageError("PHP complains: \(server.complaints)")
      }
    case .real(let folder, let address, let keyFile, let loginFile):
      let tried = try Self.real(folder, address, keyFile, loginFile)
      try ModuleServer.install(in: folder)
      defer {
        let installation = try? tried.installation
        for feed in (try? installation?.feeds()) ?? [] where feed.tag.contains(Self.stamp) {
          try? installation?.delete(feed.id)
        }
      }
      try await body(tried)
    }
  }

  private static func real(
    _ folder: String, _ address: String, _ keyFile: String, _ loginFile: String
  ) throws -> TriedEmoncms {
    let lines = { (file: String) in
      try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").map(String.init)
    }
    let (key, login) = (try lines(keyFile), try lines(loginFile))
    guard key.count == 1, login.count == 2 else {
      throw EditorPageError("\(keyFile) should have a line, and \(loginFile) two")
    }
    return TriedEmoncms(
      address: address.hasSuffix("/") ? address : address + "/", folder: folder,
      feeds: address, key: key[0], name: login[0], password: login[1], server: nil)
  }
}
