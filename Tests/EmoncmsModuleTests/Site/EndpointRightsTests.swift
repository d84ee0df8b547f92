import EmoncmsSupport
import Foundation
import Testing

/// Who may do what: as Emoncms has it, and with the page's token for what changes something.
@Suite(.enabled(if: PHP.isPresent, "needs PHP: scripts/setup test"))
struct EndpointRightsTests {
  @Test(arguments: EmoncmsServer.Version.allCases)
  func nobodyReadsWhatIsPublicOnly(_ version: EmoncmsServer.Version) throws {
    let site = try ModuleSite(version)
    let nobody = ModuleClient(site.server)
    let about = try nobody.get("retouche/about.json")
    #expect(about.status == 200)
    #expect(about["user"] is NSNull)
    #expect(about["token"] is NSNull)
    #expect(about["can_write"] as? Bool == false)
    #expect(about["emoncms"] as? String == version.rawValue)
    #expect(try nobody.get("retouche/edits.json?feed=\(ModuleSite.state)").status == 404)
    #expect(try nobody.get("retouche/edits.json?feed=\(ModuleSite.open)").status == 200)
    let edit = try site.note()
    #expect(try nobody.get("retouche/blocks.json?edit=\(edit)").status == 404)
    for (path, body) in Self.changes(edit) {
      for token in [nil, site.token] {
        let answer = try nobody.post(path, body, token: token)
        #expect(answer.status == 401, "\(path)")
        #expect(answer.refusal == "not_logged_in")
      }
    }
    #expect(site.server.complaints == "")
  }

  /// What changes something, with what would be right for the writer.
  private static func changes(_ edit: Int) -> [(String, [String: any Sendable])] {
    [
      ("retouche/begin.json", ModuleSite.beginning()),
      ("retouche/finish.json", ["edit": edit, "status": "done"]),
      ("retouche/circuit.json", ["name": "north", "supply": ModuleSite.state]),
    ]
  }

  @Test(arguments: EmoncmsServer.Version.allCases)
  func whoMayOnlyReadChangesNothing(_ version: EmoncmsServer.Version) throws {
    let site = try ModuleSite(version)
    let edit = try site.note()
    let readers = [
      try ModuleClient(site.server, as: .reader),
      ModuleClient(site.server, key: site.server.feeds.readKey),
    ]
    for reader in readers {
      let about = try reader.get("retouche/about.json")
      #expect(about["can_write"] as? Bool == false)
      #expect(about["token"] is NSNull)
      #expect(try reader.get("retouche/edits.json?feed=\(ModuleSite.state)").status == 200)
      #expect(try reader.get("retouche/blocks.json?edit=\(edit)").status == 200)
      for (path, body) in Self.changes(edit) {
        let answer = try reader.post(path, body, token: site.token)
        #expect(answer.status == 403, "\(path)")
        #expect(answer.refusal == "read_only")
      }
      // Emoncms itself refuses the points.
      let upload = try reader.send(
        "POST",
        "feed/upload.json?id=\(ModuleSite.state)&start=\(ModuleSite.start)&interval=300&npoints=1",
        body: [0, 0, 0x80, 0x3F], type: "application/octet-stream")
      #expect(upload.status == 406)
    }
    #expect(try site.journal().count == 1)
    let feed = site.server.feeds.feeds.first { $0.id == ModuleSite.state }
    #expect(feed?.points.allSatisfy { $0 == 0 } == true)
    #expect(site.server.complaints == "")
  }

  @Test(arguments: EmoncmsServer.Version.allCases)
  func anotherUsersFeedIsNotThere(_ version: EmoncmsServer.Version) throws {
    let site = try ModuleSite(version)
    let edit = try site.note()
    #expect(
      try site.writer.post("retouche/circuit.json", ["name": "north"], token: site.token).status
        == 200)
    let other = try ModuleClient(site.server, as: .other)
    let token = try other.token()
    for answer in [
      try other.get("retouche/edits.json?feed=\(ModuleSite.state)"),
      try other.get("retouche/edits.json?feed=999"),
      try other.get("retouche/blocks.json?edit=\(edit)"),
      try other.get("retouche/blocks.json?edit=999"),
      try other.post("retouche/begin.json", ModuleSite.beginning(), token: token),
      try other.post("retouche/finish.json", ["edit": edit, "status": "dropped"], token: token),
      try other.post(
        "retouche/circuit.json", ["name": "a", "supply": ModuleSite.state], token: token),
      try other.post("retouche/circuit.json", ["id": 1, "name": "a"], token: token),
      try site.writer.get("retouche/edits.json?feed=\(ModuleSite.hidden)"),
      try site.begin(ModuleSite.beginning(of: ModuleSite.hidden)),
    ] {
      #expect(answer.status == 404, "\(answer.text)")
      #expect(answer.refusal == "not_found")
    }
    #expect(try other.get("retouche/circuits.json").text == #"{"circuits":[]}"#)
    // What everybody may read, nobody but its owner may write.
    let begun = try site.begin(ModuleSite.beginning(of: ModuleSite.open))
    #expect(begun.status == 403)
    #expect(begun.refusal == "read_only")
    #expect(site.server.complaints == "")
  }

  @Test(arguments: EmoncmsServer.Version.allCases)
  func aChangeTakesTheTokenOfItsOwnLogin(_ version: EmoncmsServer.Version) throws {
    let site = try ModuleSite(version)
    let another = try ModuleClient(site.server, as: .writer).token()
    #expect(another != nil && another != site.token)
    for token in [nil, "", "0", another, site.token.uppercased(), site.token + " x"] {
      for (path, body) in Self.changes(1) {
        let answer = try site.writer.post(path, body, token: token)
        #expect(answer.status == 403, "\(path) with \(token ?? "none")")
        #expect(answer.refusal == "bad_token")
      }
    }
    #expect(try site.journal().isEmpty)
    // A key is no cookie: no other site's page can send it.
    let keyed = ModuleClient(site.server, key: site.server.feeds.writeKey)
    #expect(try keyed.get("retouche/about.json")["token"] is NSNull)
    #expect(try keyed.post("retouche/begin.json", ModuleSite.beginning()).status == 200)
    #expect(site.server.complaints == "")
  }

  @Test func eachEndpointHasItsMethodAndNoOther() throws {
    let site = try ModuleSite()
    for path in ["about", "circuits", "edits", "blocks"] {
      let answer = try site.writer.post("retouche/\(path).json", [:], token: site.token)
      #expect(answer.status == 405, "\(path)")
      #expect(answer.header("allow") == "GET")
    }
    for path in ["begin", "finish", "circuit"] {
      let answer = try site.writer.get("retouche/\(path).json")
      #expect(answer.status == 405, "\(path)")
      #expect(answer.header("allow") == "POST")
    }
    #expect(try site.writer.get("retouche/nothing.json").status == 406)
    #expect(site.server.complaints == "")
  }

  @Test func theFilesOfTheModuleDoNothingByThemselves() throws {
    let site = try ModuleSite()
    let folder = "\(site.server.folder)/Modules/retouche"
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".php") }
    #expect(files.count >= 10)
    for file in files {
      let answer = try ModuleClient(site.server).get("Modules/retouche/\(file)")
      #expect(answer.text == "Restricted access", "\(file): \(answer.text)")
    }
    #expect(site.server.complaints == "")
  }
}
