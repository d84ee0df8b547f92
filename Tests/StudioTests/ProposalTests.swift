import BrowserSupport
import Testing
import Workspace

/// A proposal is staged, judged, and written as one edit.
struct ProposalTests {
  private let apply = #"{"accepted":"all"}"#

  @Test func `what is accepted is written as one edit, and taken back as one`() async throws {
    let small = try SmallWorkspace()
    let before = try small.files()
    let server = try await small.serve()
    let client = try Client(server)
    let listener = try EventListener(port: client.port)
    let staged = try client.ask("POST", "/circuits/north/proposals", "{}")
    #expect(staged.status == 201)
    let proposal = try staged.json
    #expect(proposal["feed"].integer == 3)
    #expect(try small.files() == before)
    let differences = try #require(proposal["differences"].array)
    #expect(differences.count >= 4)
    let id = try #require(proposal["id"].string)
    let written = try client.ask("POST", "/circuits/north/proposals/\(id)/apply", apply)
    #expect(written.status == 200)
    let receipt = try written.json
    let states = try small.states()
    for difference in differences {
      let from = try #require(difference["from"].integer)
      let to = try #require(difference["to"].integer)
      let slots = (from - SmallWorkspace.start) / 300..<(to - SmallWorkspace.start) / 300
      switch difference["proposed"].string {
      case "on": #expect(states[slots].allSatisfy { $0 == 1 })
      case "off": #expect(states[slots].allSatisfy { $0 == 0 })
      default: #expect(states[slots].allSatisfy { $0.isNaN })
      }
    }
    #expect(try listener.nextOfFeed()?["change"]["edit"] == receipt["edit"])
    let edit = try #require(receipt["head"].integer)
    #expect(try client.ask("POST", "/feeds/3/undo", "{\"edit\":\(edit)}").status == 200)
    #expect(try small.files() == before)
    try await server.stop()
  }

  @Test
  func `a proposal that the feed has outrun is a conflict, one that is not kept is not found`()
    async throws
  {
    let small = try SmallWorkspace()
    let server = try await small.serve()
    let client = try Client(server)
    let id = try #require(
      try client.ask("POST", "/circuits/north/proposals", "{}").json["id"].string)
    #expect(
      try client.edit([SmallWorkspace.period(0..<SmallWorkspace.count, "unknown")]).status == 200)
    let before = try small.files()
    let late = try client.ask("POST", "/circuits/north/proposals/\(id)/apply", apply)
    #expect(late.status == 409)
    #expect(late.code == "changed_meanwhile")
    #expect(try small.files() == before)
    for path in ["/circuits/north/proposals/none/apply", "/circuits/south/proposals/\(id)/apply"] {
      #expect(try client.ask("POST", path, apply).status == 404)
    }
    for body in [#"{"accepted":[99999]}"#, #"{"accepted":[0],"rejected":[0]}"#, "{}"] {
      let reply = try client.ask("POST", "/circuits/north/proposals/\(id)/apply", body)
      #expect(reply.status == 400, "\(body)")
    }
    // Four are kept.
    for _ in 0..<4 { try client.ask("POST", "/circuits/north/proposals", "{}") }
    #expect(try client.ask("POST", "/circuits/north/proposals/\(id)/apply", apply).status == 404)
    try await server.stop()
  }
}
