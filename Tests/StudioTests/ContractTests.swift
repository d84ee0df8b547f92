import BrowserSupport
import Testing
import Workspace

/// schemathesis asks the API all that its document allows and forbids, and finds nothing.
@Suite(.serialized) struct ContractTests {
  /// What a document cannot say: a range that is empty or lies beyond the feed (400 badRange), what
  /// can be read but not done (422), and a body that is longer than all that it may hold (413).
  ///
  /// - Parameters:
  ///   - feed: Which feed to ask for, in TOML; empty for any.
  ///   - circuit: Which circuit.
  private static func configuration(feed: String, circuit: String) -> String {
    """
    \(circuit)
    [checks]
    positive_data_acceptance.expected-statuses = \
    ["2xx", "3xx", "401", "403", "404", "409", "413", "422", "429"]
    negative_data_rejection.expected-statuses = \
    ["400", "401", "403", "404", "405", "409", "413", "415", "422", "429"]

    [[operations]]
    include-path = ["/feeds/{id}", "/feeds/{id}/history", "/feeds/{id}/undo", "/feeds/{id}/redo", \
    "/feeds/{id}/score"]
    \(feed)

    [[operations]]
    include-path = ["/feeds/{id}/columns", "/feeds/{id}/segments", "/feeds/{id}/runs", \
    "/feeds/{id}/edits"]
    \(feed)
    checks.positive_data_acceptance.expected-statuses = \
    ["2xx", "3xx", "400", "401", "403", "404", "409", "413", "422", "429"]

    [[operations]]
    include-path = ["/circuits/{name}/explain", "/circuits/{name}/proposals/{id}/apply"]
    checks.positive_data_acceptance.expected-statuses = \
    ["2xx", "3xx", "400", "401", "403", "404", "409", "413", "422", "429"]

    """
  }

  /// Any feed and any circuit, most of which there are not.
  private static let unknown = configuration(feed: "", circuit: "")
  /// The state feed and the circuit that there are.
  private static let known = configuration(
    feed: "parameters = { \"path.id\" = 3 }",
    circuit: "[parameters]\n\"path.name\" = \"north\"\n")

  @Test(.timeLimit(.minutes(3)), arguments: [unknown, known])
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
