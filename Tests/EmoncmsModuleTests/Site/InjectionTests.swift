import EmoncmsSupport
import Foundation
import Testing

/// Whatever stands in an address or a body: no statement of SQL, no markup, nothing but a refusal.
@Suite(.enabled(if: PHP.isPresent, "needs PHP: scripts/setup test"))
struct InjectionTests {
  private static let hostile = [
    "3 OR 1=1", "3; DROP TABLE retouche_edit", "3' OR ''='", "3\" OR \"\"=\"",
    "0 UNION SELECT password FROM users", "3/**/AND/**/SLEEP(5)", "3\\", "3\u{0}", "3\n", " 3", "３",
    "-3", "3.0", "3e0", "0x3", "", "99999999999999999999", "<script>alert(1)</script>",
  ]

  /// As it stands in an address; Emoncms decodes twice.
  private static func encoded(_ text: String) -> String {
    text.utf8.map { String(format: "%%%02X", $0) }.joined()
  }

  @Test func addressesHoldNumbersOnly() throws {
    let site = try ModuleSite()
    let edit = try site.note()
    for (path, value) in [("edits.json?feed=", 3), ("blocks.json?edit=", edit)] {
      #expect(try site.writer.get("retouche/\(path)\(value)").status == 200)
    }
    let parameters = ["edits.json?feed=", "blocks.json?edit=", "edits.json?feed=3&after="]
    for parameter in parameters {
      for text in Self.hostile {
        for address in [Self.encoded(text), Self.encoded(Self.encoded(text))] {
          let answer = try site.writer.get("retouche/\(parameter)\(address)")
          #expect((400..<500).contains(answer.status), "\(parameter)\(text): \(answer.status)")
          #expect(answer.refusal != nil)
          #expect(!answer.text.contains("$2y$"))
          #expect(!answer.text.contains("SQL"))
        }
      }
      let name = parameter.split(separator: "?")[1].dropLast()
      let list = parameter.replacingOccurrences(of: String(name), with: "\(name)[]")
      #expect((400..<500).contains(try site.writer.get("retouche/\(list)3").status))
    }
    #expect(try site.journal().count == 1)
    #expect(site.server.complaints == "")
  }

  @Test func everyMemberOfABodyIsOfItsType() throws {
    let site = try ModuleSite()
    let edit = try site.note()
    let bodies: [(String, [String: any Sendable], texts: Set<String>)] = [
      ("begin.json", ModuleSite.beginning(with: ["of": 1]), ["gesture"]),
      ("finish.json", ["edit": edit, "status": "done"], []),
      (
        "circuit.json",
        [
          "id": 1, "name": "a", "supply": 3, "return": 3, "indoor": [3], "outdoor": 3,
          "plant_room": 3, "state": 3,
        ], ["name"]
      ),
    ]
    for (path, body, texts) in bodies {
      for member in body.keys where !texts.contains(member) {
        let others: [any Sendable] = [[[3]], ["a": 3], true, 3.5, -1]
        for value in Self.hostile.map({ $0 as any Sendable }) + others {
          let answer = try site.writer.post(
            "retouche/\(path)", body.merging([member: value]) { $1 }, token: site.token)
          #expect(
            (400..<500).contains(answer.status),
            "\(path) with \(member) \(value): \(answer.status) \(answer.text)")
          #expect(answer.refusal != nil)
          #expect(!answer.text.contains("SQL"))
        }
      }
    }
    for body in ["", "null", "[]", "3", "\"a\"", "{", "{}", "{\"feed\":3", "\u{FEFF}{}"] {
      for path in ["begin", "finish", "circuit"] {
        let answer = try site.writer.post("retouche/\(path).json", body, token: site.token)
        #expect((400..<500).contains(answer.status), "\(path) with \(body): \(answer.status)")
      }
    }
    #expect(try site.journal().count == 1)
    #expect(try site.server.sql("SELECT count(*) FROM users") == "2\n")
    #expect(site.server.complaints == "")
  }

  @Test func textsComeBackAsTheyWent() throws {
    let site = try ModuleSite()
    for text in ["'; DROP TABLE retouche_edit; --", "\\' OR 1=1 #", "%27%20OR", "<script>", "é🌡"] {
      try site.note(ModuleSite.beginning(with: ["gesture": text]))
      #expect(try site.journal().last?["gesture"] as? String == text)
      let made = try site.writer.post("retouche/circuit.json", ["name": text], token: site.token)
      #expect(made.status == 200)
      #expect(made["name"] as? String == text)
    }
    #expect(try site.journal().count == 5)
    #expect(site.server.complaints == "")
  }

  @Test(arguments: EmoncmsServer.Version.allCases)
  func pagesRepeatNothingOfTheirAddress(_ version: EmoncmsServer.Version) throws {
    let site = try ModuleSite(version)
    let mark = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>"
    for role in ["state", "supply", "return", "indoor", "outdoor", "embed", "lang", "x"] {
      for text in [Self.encoded(mark), Self.encoded(Self.encoded(mark)), "3,\(Self.encoded(mark))"]
      {
        for rest in ["", "&embed=1"] where !(role == "embed" && !rest.isEmpty) {
          // Emoncms itself reads `embed`, and a list of it is too much for it.
          for name in role == "embed" ? [role] : [role, "\(role)[]"] {
            let answer = try site.writer.get("retouche/editor?\(name)=\(text)\(rest)")
            #expect(answer.status == 200)
            #expect(!answer.text.contains("alert(1)"), "\(name)")
          }
        }
      }
    }
    #expect(site.server.complaints == "")
  }

  @Test func thePageAllowsNoScriptInItsText() throws {
    let site = try ModuleSite()
    let page = try site.writer.get("retouche/editor?state=3&embed=1")
    let policy = try #require(page.header("content-security-policy"))
    #expect(policy.contains("script-src 'self'"))
    #expect(policy.contains("default-src 'none'"))
    #expect(!policy.contains("unsafe"))
    #expect(!page.text.contains("<script>"))
    #expect(page.header("referrer-policy") == "no-referrer")
    #expect(page.header("x-content-type-options") == "nosniff")
    #expect(try site.writer.get("retouche/about.json").header("cache-control") == "no-store")
  }
}
