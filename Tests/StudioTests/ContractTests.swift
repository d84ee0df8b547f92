import BrowserSupport
import Testing
import Workspace

/// schemathesis asks the API all that its document allows and forbids, and finds nothing.
@Suite(.serialized) struct ContractTests {
  /// What a document cannot say: a range that is empty or lies beyond the feed (400 badRange), and
  /// what can be read but not done (422).
  private static let expectations = """
    [checks]
    positive_data_acceptance.expected-statuses = \
    ["2xx", "3xx", "401", "403", "404", "409", "422", "429"]

    [[operations]]
    include-path = ["/feeds/{id}/columns", "/feeds/{id}/segments", "/feeds/{id}/runs", \
    "/feeds/{id}/edits", "/circuits/{name}/explain", "/circuits/{name}/proposals/{id}/apply"]
    checks.positive_data_acceptance.expected-statuses = \
    ["2xx", "3xx", "400", "401", "403", "404", "409", "422", "429"]

    """
  /// The state feed and the circuit that there are, in place of any.
  private static let known = """
    [parameters]
    "path.id" = 3
    "path.name" = "north"

    """

  @Test(.timeLimit(.minutes(3)), arguments: [expectations, known + expectations])
  func `schemathesis finds nothing`(configuration: String) async throws {
    let small = try SmallWorkspace()
    let server = try await small.serve()
    let report = try await ContractJudge.judge(
      server.address + "api/v1/openapi.json", seconds: 20, configuration: configuration,
      // A stream has no end to wait for: EventTests listens to it.
      ["--exclude-path", "/events"])
    #expect(report.isClean, "\(report.text)")
    #expect(report.text.contains("Test cases:"), "\(report.text)")
    #expect(server.isRunning)
    #expect(server.errors == "")
    #expect(try small.library.check().isEmpty)
    try await server.stop()
  }
}
