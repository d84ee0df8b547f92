import BrowserSupport
import Foundation
import TestSupport
import Testing

/// Off loopback, the Studio asks for its token.
struct TokenTests {
  private func serve(_ small: SmallWorkspace) async throws -> (StudioServer, Client, String) {
    let server = try await small.serve(["--host", "0.0.0.0"])
    let file = small.folder.file(".retouche/studio-token")
    let token = try String(contentsOfFile: file, encoding: .utf8)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    return (server, try Client(server), token)
  }

  @Test func `the token is made for its owner alone, and kept`() async throws {
    let small = try SmallWorkspace()
    let (first, _, token) = try await serve(small)
    let file = small.folder.file(".retouche/studio-token")
    let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(token.count == 64)
    #expect(!first.output.contains(token) && !first.errors.contains(token))
    try await first.stop()
    let (second, _, same) = try await serve(small)
    #expect(same == token)
    try await second.stop()
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
    await #expect(throws: BrowserFailure.self) { _ = try await self.serve(small) }
  }

  @Test func `nothing is told without it, and all with it`() async throws {
    let small = try SmallWorkspace()
    let before = try small.files()
    let (server, client, token) = try await serve(small)
    let body = #"{"gesture":"paint","changes":["# + "\(SmallWorkspace.period(1..<2, "on"))]}"
    for headers in [
      [:], ["Authorization": "Bearer \(String(repeating: "0", count: 64))"],
      ["Authorization": "Basic \(token)"], ["Authorization": "Bearer"],
      ["Cookie": "retouche-studio=\(token.dropLast())"], ["Cookie": "other=\(token)"],
    ] {
      for (method, path, sent) in [
        ("GET", "/workspace", nil), ("GET", "/openapi.json", nil), ("POST", "/feeds/3/edits", body),
      ] {
        let reply = try client.ask(method, path, sent, headers)
        // Ten wrong ones are let pass as mistakes, then they are too many.
        #expect([401, 429].contains(reply.status), "\(method) \(path) \(headers)")
        #expect(!String(decoding: reply.body, as: UTF8.self).contains(token))
      }
    }
    #expect(try small.files() == before)
    let bearer = ["Authorization": "Bearer \(token)"]
    #expect(try client.ask("GET", "/workspace", nil, bearer).status == 200)
    #expect(try client.ask("POST", "/feeds/3/edits", body, bearer).status == 200)
    try await server.stop()
  }

  @Test func `the page leads to the login, which gives the cookie`() async throws {
    let small = try SmallWorkspace()
    let (server, client, token) = try await serve(small)
    let page = try client.ask("//")
    #expect(page.status == 303)
    #expect(page.headers["location"] == "/login")
    let form = try client.ask("//login")
    #expect(form.status == 200)
    #expect(String(decoding: form.body, as: UTF8.self).contains("type=\"password\""))
    #expect(try client.ask("//studio.css").status == 200)
    let type = ["Content-Type": "application/x-www-form-urlencoded"]
    let wrong = try client.ask("POST", "//login", "token=wrong", type)
    #expect(wrong.status == 401)
    #expect(wrong.headers["set-cookie"] == nil)
    let right = try client.ask("POST", "//login", "token=\(token)", type)
    #expect(right.status == 303)
    let cookie = try #require(right.headers["set-cookie"])
    #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"))
    let shown = ["Cookie": "theme=dark; \(cookie.prefix { $0 != ";" })"]
    #expect(try client.ask("GET", "//", nil, shown).status == 200)
    #expect(try client.ask("GET", "/feeds", nil, shown).status == 200)
    try await server.stop()
  }

  @Test func `wrong tokens are soon too many`() async throws {
    let small = try SmallWorkspace()
    let (server, client, token) = try await serve(small)
    let wrong = ["Authorization": "Bearer \(String(repeating: "f", count: 64))"]
    let replies = try (0..<20).map { _ in try client.ask("GET", "/feeds", nil, wrong) }
    #expect(replies.prefix(10).allSatisfy { $0.status == 401 })
    #expect(replies.suffix(5).allSatisfy { $0.status == 429 && $0.headers["retry-after"] != nil })
    // Whoever has the right one is let in meanwhile.
    let right = ["Authorization": "Bearer \(token)"]
    #expect(try client.ask("GET", "/feeds", nil, right).status == 200)
    try await server.stop()
  }
}
