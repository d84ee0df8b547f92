import BrowserSupport
import Foundation
import TestSupport

/// A server of files, for pages that a test has written itself.
final class StaticPages: Sendable {
  private let folder: TemporaryFolder
  private let process: ChildProcess
  /// Address of the folder, with a slash at its end.
  let address: String

  /// Serves these files.
  ///
  /// - Parameter files: Contents by name.
  /// - Throws: ``BrowserFailure`` when Python does not start.
  init(_ files: [String: String]) async throws {
    folder = try TemporaryFolder()
    for (name, text) in files { try folder.write(text, to: name) }
    process = try ChildProcess(
      "/usr/bin/env", ["python3", "-u", "-m", "http.server", "--bind", "127.0.0.1", "0"],
      in: folder.path)
    let rest = try await process.line(beginning: "Serving HTTP on 127.0.0.1 port ")
    address = "http://127.0.0.1:\(rest.prefix { $0.isNumber })/"
  }

  /// Serves one page, complete but for its body.
  ///
  /// - Parameters:
  ///   - body: What is in the body.
  ///   - script: A module.
  /// - Throws: ``BrowserFailure`` when Python does not start.
  convenience init(body: String, script: String = "") async throws {
    try await self.init([
      "index.html": """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\
      default-src 'none'; script-src 'self'; img-src data:">
      <title>A page</title>
      <link rel="icon" href="data:,">
      <script type="module" src="page.js"></script>
      </head>
      <body><main><h1>A page</h1>
      \(body)
      </main></body>
      </html>
      """,
      "page.js": script,
    ])
  }

  func stop() async throws {
    process.interrupt()
    try await process.ended()
  }
}
