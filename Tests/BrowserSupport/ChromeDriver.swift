import Foundation
import TestSupport

/// A running chromedriver, on a free port of the loopback that only it has.
public final class ChromeDriver: Sendable {
  private let process: ChildProcess
  private let port: UInt16

  /// Starts one.
  ///
  /// - Throws: ``BrowserFailure`` when there is none here, or it does not start.
  public init() async throws {
    guard let path = Chromium.driver else {
      throw BrowserFailure("no chromedriver here: run scripts/setup test")
    }
    (process, port) = try await Self.start(path, attempts: 3)
  }

  /// It takes a port of both families that was free in one: another program may have it in the
  /// other, and then it ends at once.
  private static func start(_ path: String, attempts: Int) async throws -> (ChildProcess, UInt16) {
    let process = try ChildProcess(path, ["--port=0", "--log-level=SEVERE"])
    do {
      let rest = try await process.line(
        beginning: "ChromeDriver was started successfully on port ")
      guard let port = UInt16(rest.prefix { $0.isNumber }) else {
        throw BrowserFailure("chromedriver says that its port is \"\(rest)\"")
      }
      return (process, port)
    } catch  where attempts > 1 && !process.isRunning {
      return try await start(path, attempts: attempts - 1)
    }
  }

  /// Starts a browser of its own, with an empty profile.
  public func newBrowser(_ conditions: BrowserConditions = .init()) async throws -> BrowserSession {
    let profile = process.folder.file("profile-\(UUID().uuidString)")
    let options: JSON = [
      "args": .array(Chromium.arguments(profile: profile).map(JSON.string))
    ]
    let answer = try await send(
      "POST", "/session",
      [
        "capabilities": [
          "alwaysMatch": [
            "browserName": "chrome", "goog:chromeOptions": options,
            "goog:loggingPrefs": ["browser": "ALL"],
            "timeouts": ["script": 120_000, "pageLoad": 60_000],
          ]
        ]
      ])
    guard let id = answer["sessionId"].string else {
      throw BrowserFailure("chromedriver gave a session without a name: \(answer)")
    }
    let session = BrowserSession(driver: self, id: id)
    try await session.set(conditions)
    return session
  }

  /// Says something to the driver.
  ///
  /// - Parameters:
  ///   - method: `GET`, `POST` or `DELETE`.
  ///   - path: What follows the port.
  ///   - body: What a `POST` carries.
  /// - Returns: The answer's `value`.
  /// - Throws: ``BrowserFailure`` with the standard's code when the driver refuses.
  func send(_ method: String, _ path: String, _ body: JSON = [:]) async throws -> JSON {
    var request = LoopbackRequest(method: method, port: port, path: path)
    if method == "POST" { request.body = try body.data }
    let answer = try await request.answer()
    let value = try JSON(answer.body)["value"]
    if answer.status == 200 { return value }
    let message = value["message"].string ?? "\(value)"
    throw BrowserFailure(
      code: value["error"].string,
      "\(method) \(path.split(separator: "/").dropFirst(2).joined(separator: "/")): \(message)")
  }

  /// Ends the driver; its browsers should have been closed before.
  public func stop() async throws {
    process.interrupt()
    try await process.ended()
  }
}
