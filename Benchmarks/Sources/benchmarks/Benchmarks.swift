import ArgumentParser
import Foundation

/// Measures Retouche against its peers and its limits, in one run, and prints one table.
@main
struct Benchmarks: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchmarks",
    abstract: "Measures Retouche against its peers and its limits.",
    discussion: """
      Called by Benchmarks/run, which builds what it needs. Ends with status 1 when a wanted ratio \
      is missed.
      """)

  /// A group of rows.
  enum Part: String, CaseIterable, ExpressibleByArgument {
    case reading, editing, inference, decoder, listing, export, studio
  }

  @Argument(help: "What to measure; all of it unless given.")
  var parts: [Part] = Part.allCases
  @Flag(help: "Print one JSON document.")
  var json = false
  @Option(help: "The release build of retouche.")
  var retouche: String
  @Option(help: "A python3 that has numpy and hmmlearn.")
  var python: String
  @Option(help: "The folder of this package.")
  var package: String
  @Option(help: "A folder on the disk to measure on.")
  var scratch: String
  @Option(help: "The version of the Swift compiler.")
  var swift: String

  func run() throws {
    func version(of package: String) throws -> String {
      let ask = "import importlib.metadata; print(importlib.metadata.version('\(package)'))"
      return try Programs.output(of: [python, "-c", ask]).trimmingCharacters(in: .newlines)
    }
    let machine = Machine(
      numpy: try version(of: "numpy"), hmmlearn: try version(of: "hmmlearn"), swift: swift)
    let bench = Bench(
      scratch: try Scratch(in: scratch),
      programs: Programs(
        measure: Bundle.main.bundlePath + "/measure", retouche: retouche, python: python,
        package: package),
      python: try PythonPeer(python: python, script: "\(package)/peers.py"))
    var rows: [Row] = []
    for part in parts {
      FileHandle.standardError.write(Data("measuring: \(part.rawValue)\n".utf8))
      rows += try bench.rows(part)
    }
    let report = Report(machine: machine, rows: rows)
    print(json ? try report.json() : report.text)
    if report.isMissed { throw ExitCode.failure }
  }
}

extension Bench {
  fileprivate func rows(_ part: Benchmarks.Part) throws -> [Row] {
    switch part {
    case .reading: try readingRows()
    case .editing: try editingRows()
    case .inference: try inferenceRows()
    case .decoder: try decoderRows()
    case .listing: try listingRows()
    case .export: try exportRows()
    case .studio: try studioRows()
    }
  }
}
