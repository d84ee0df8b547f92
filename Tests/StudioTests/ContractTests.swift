import BrowserSupport
import Testing
import Workspace

/// schemathesis asks the API all that its document allows and forbids, and finds nothing.
@Suite(.serialized) struct ContractTests {
  /// What a document cannot say: a range that is empty or lies beyond the feed (400 badRange), what
  /// can be read but not done (422), and a body that is longer than all that it may hold (413).
  ///
  /// - Parameter isKnown: Whether to ask of the state feed and the circuit that there are, and not of
  ///   any, most of which there are not.
  /// - Returns: A configuration of schemathesis, in TOML.
  private static func configuration(isKnown: Bool) -> String {
    let feed = #"parameters = { "path.id" = 3 }"#
    let known = """
      [parameters]
      "path.name" = "north"

      [[operations]]
      include-path = ["/feeds/{id}", "/feeds/{id}/history", "/feeds/{id}/undo", \
      "/feeds/{id}/redo", "/feeds/{id}/score"]
      \(feed)
      """
    return """
      [checks]
      positive_data_acceptance.expected-statuses = \
      ["2xx", "3xx", "401", "403", "404", "409", "413", "422", "429"]
      negative_data_rejection.expected-statuses = \
      ["400", "401", "403", "404", "405", "409", "413", "415", "422", "429"]

      \(isKnown ? known : "")

      [[operations]]
      include-path = ["/feeds/{id}/columns", "/feeds/{id}/segments", "/feeds/{id}/runs", \
      "/feeds/{id}/edits"]
      \(isKnown ? feed : "")
      checks.positive_data_acceptance.expected-statuses = \
      ["2xx", "3xx", "400", "401", "403", "404", "409", "413", "422", "429"]

      [[operations]]
      include-path = ["/circuits/{name}/explain", "/circuits/{name}/proposals/{id}/apply"]
      checks.positive_data_acceptance.expected-statuses = \
      ["2xx", "3xx", "400", "401", "403", "404", "409", "413", "422", "429"]

      """
  }

  @Test(.timeLimit(.minutes(3)), arguments: [false, true])
  func `schemathesis finds nothing`(isKnown: Bool) async throws {
    let small = try SmallWorkspace()
    let server = try await small.serve()
    let report = try await ContractJudge.judge(
      server.address + "api/v1/openapi.json", seconds: 15,
      configuration: Self.configuration(isKnown: isKnown),
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
