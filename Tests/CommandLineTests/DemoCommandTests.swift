import Foundation
import TestSupport
import Testing

@Suite struct DemoCommandTests {
  @Test func `it builds, infers, scores, draws, and says what to try`() throws {
    let folder = try TemporaryFolder()
    let first = try Tool.run("demo", "--dir", "a b", in: folder.path)
    #expect(first.status == 0)
    #expect(first.errors == "")
    #expect(first.output.hasPrefix("A simulated school, seed 1: 2 heating circuits"))
    #expect(first.output.contains("north_state │"))
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.file("a b"))
    #expect(Set(names).isSuperset(of: ["week.svg", "truth-north.json", "truth-south.json"]))

    // The three commands that it names, as a person would paste them.
    let paragraphs = first.output.components(separatedBy: "\n\n")
    let commands =
      paragraphs.first { $0.hasPrefix("Next, try:\n") }?
      .split(separator: "\n").dropFirst().map(String.init) ?? []
    #expect(commands.count == 3)
    for command in commands {
      #expect(command.contains("retouche"))
      let run = try Tool.run("/bin/sh", ["-c", command], in: folder.path)
      #expect(run.status == 0, "\(command): \(run.errors)")
    }

    // And the Studio, started as it says; only the port is another, which may be taken here.
    let offer = try #require(paragraphs.last?.split(separator: "\n"))
    #expect(offer.first == "See and correct it in a browser, at http://127.0.0.1:8321/:")
    let studio = try Tool.run(
      "/bin/sh",
      [
        "-c",
        """
        mkfifo said && { \(offer.last ?? "") --port 0 --no-open > said & }
        read -r line < said; kill $!; wait $!; status=$?; echo "$line"; exit $status
        """,
      ], in: folder.path)
    #expect(studio.status == 0, "\(studio.errors)")
    #expect(studio.output.hasPrefix("Retouche Studio on http://127.0.0.1:"))

    // The truth beside it gives the score that was told.
    let again = try Tool.run("demo", "--dir", "a b", "--json", in: folder.path)
    let told = try again.object()
    #expect(again.errors == "")
    let circuits = try #require(told["circuits"] as? [[String: Any]])
    #expect(circuits.compactMap { $0["circuit"] as? String } == ["north", "south"])
    for (index, circuit) in circuits.enumerated() {
      let name = try #require(circuit["circuit"] as? String)
      let score = try Tool.run(
        "score", "\(name)_state", "--truth", "a b/truth-\(name).json", "--json", "-w", "a b",
        in: folder.path
      ).object()
      for (key, value) in score {
        #expect("\(circuit[key] ?? "")" == "\(value)", "\(key)")
        if index == 0 { #expect("\(told[key] ?? "")" == "\(value)", "\(key)") }
      }
    }
  }

  @Test func `the seed decides, and a folder it made is built anew`() throws {
    let folder = try TemporaryFolder()
    func feeds(_ seed: String) throws -> [String: [UInt8]] {
      let run = try Tool.run("demo", "--dir", "demo", "--seed", seed, "--json", in: folder.path)
      #expect(run.status == 0)
      return try SmallSchool.content(of: folder.file("demo")).filter {
        $0.key.hasSuffix(".dat") || $0.key.hasSuffix(".svg")
      }
    }
    let first = try feeds("7")
    try folder.write("mine", to: "demo/notes.txt")
    #expect(try feeds("8") != first)
    #expect(try feeds("7") == first)
    #expect(try folder.bytes(of: "demo/notes.txt") == Array("mine".utf8))
  }

  @Test func `a folder that it did not make is left alone`() throws {
    let school = try SmallSchool()
    let before = try school.content()
    let run = try school.run("demo", "--dir", ".")
    #expect(run.status == 1)
    #expect(
      run.errors
        == "retouche: . holds files that no demonstration made. Name a folder that does not exist "
        + "yet with --dir.\n")
    #expect(try school.content() == before)
  }
}
