import Foundation
import TestSupport
import Testing

/// Some containers have no pseudo-terminals to give.
private let canMakeTerminals =
  (try? Tool.run("/usr/bin/script", ["-qec", "true", "/dev/null"], in: "/").status) == 0

/// What a person sees on a terminal, which `script` stands in for.
@Suite(.enabled(if: canMakeTerminals, "needs `script`, and a system with terminals"))
struct ColorTests {
  private func onTerminal(_ environment: [String: String]) throws -> String {
    let school = try SmallSchool()
    let command = "stty cols 80; '\(Tool.path)' feeds"
    return try Tool.run(
      "/usr/bin/script", ["-qec", command, "/dev/null"], in: school.path, environment: environment
    ).output
  }

  @Test(arguments: [["TERM": "xterm"], ["TERM": "xterm", "NO_COLOR": ""]])
  func `a terminal gets colours`(_ environment: [String: String]) throws {
    #expect(try onTerminal(environment).contains("\u{1B}["))
  }

  @Test(arguments: [["TERM": "xterm", "NO_COLOR": "1"], ["TERM": "dumb"]])
  func `none where they are not wanted or not understood`(_ environment: [String: String]) throws {
    let output = try onTerminal(environment)
    #expect(output.contains("measured"))
    #expect(!output.contains("\u{1B}["))
  }

  @Test func `columns that do not fit are left out`() throws {
    let wide = try onTerminal(["TERM": "dumb"])
    let header = try #require(wide.split(separator: "\r\n").first)
    #expect(header.hasPrefix("id  name"))
    #expect(header.count <= 80)
  }
}
