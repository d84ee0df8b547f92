import BrowserSupport
import Testing

/// schemathesis holds a server to its document.
@Suite struct ContractJudgeTests {
  /// A document that describes one file, and what it promises of it.
  private func judge(type: String) async throws -> ContractJudge.Report {
    let document = """
      {"openapi": "3.1.0", "info": {"title": "A file", "version": "1"},
       "paths": {"/feed.json": {"get": {"responses": {"200": {"description": "The feed",
         "content": {"application/json": {"schema": {"type": "object", "required": ["id"],
           "properties": {"id": {"type": "\(type)"}}}}}}}}}}}
      """
    let pages = try await StaticPages(["openapi.json": document, "feed.json": #"{"id": 7}"#])
    let report = try await ContractJudge.judge(
      pages.address + "openapi.json", seconds: 5,
      // The server of files refuses other methods in words of its own.
      ["--exclude-checks", "unsupported_method", "--phases", "examples,fuzzing"])
    try await pages.stop()
    return report
  }

  @Test func `a kept promise is clean`() async throws {
    let report = try await judge(type: "integer")
    #expect(report.isClean, "\(report.text)")
  }

  @Test func `a broken promise is found`() async throws {
    let report = try await judge(type: "string")
    #expect(!report.isClean)
    #expect(report.text.contains("7 is not of type"), "\(report.text)")
  }

  @Test func `a document that is not there is no verdict`() async throws {
    let pages = try await StaticPages([:])
    await #expect(throws: BrowserFailure.self) {
      try await ContractJudge.judge(pages.address + "openapi.json", seconds: 5)
    }
    try await pages.stop()
  }
}
