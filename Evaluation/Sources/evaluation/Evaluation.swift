import ArgumentParser
import Foundation
import Inference

/// Runs every truth at hand and prints how well each method tells it.
@main
struct Evaluation: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluation",
    abstract: "Judges the inference of states by every truth at hand.",
    discussion: """
      Called by Evaluation/run, which builds what it needs. With --only, and no part named, only the \
      states are judged, without the supervised peer.
      """)

  @Argument(help: "What to evaluate; all of it unless given.")
  var parts: [Part] = []
  @Option(help: "Evaluate only the systems whose names begin with this; may be repeated.")
  var only: [String] = []
  @Flag(help: "Four seeds of each simulated plant.")
  var quick = false
  @Option(help: "How many seeds of each simulated plant; of the costlier seasons, a fifth.")
  var seeds: Int?
  @Option(help: "List the stretches of a system that a method gets wrong, the longest first.")
  var misses: String?
  @Option(help: "The method whose misses are listed: physics or excess.")
  var method = "physics"
  @Flag(help: "Print Markdown.")
  var markdown = false
  @Flag(help: "Print one JSON document.")
  var json = false
  @Option(help: "The folder of the measured data, if there is one.")
  var data: String
  @Option(help: "A python3 that has scikit-learn, for the supervised peer.")
  var python: String
  @Option(help: "The folder of this package.")
  var package: String

  func validate() throws {
    if let seeds, seeds < 1 { throw ValidationError("Give at least one seed.") }
  }

  func run() throws {
    let report = try misses.map(report(onMissesOf:)) ?? report()
    print(json ? try report.json() : report.text(isMarkdown: markdown))
  }

  private var sources: [Source] {
    SharedData(folder: data).sources + SimulatedSources.all(seeds: seeds ?? (quick ? 4 : 50))
  }

  private func report() throws -> Report {
    var remarks: [String] = []
    if !SharedData(folder: data).has("") {
      remarks.append("\(data) is absent: the measured systems were left out.")
    }
    let supervised = only.isEmpty ? supervised : nil
    if only.isEmpty && supervised == nil {
      remarks.append("\(python) is absent: the supervised peer was left out.")
    }
    let sources = sources.filter { $0.mayMatch(only) }
    guard !sources.isEmpty else {
      throw ValidationError("No system's name begins with \(only.joined(separator: " or ")).")
    }
    let findings = try find(
      in: sources, contenders: Contender.all + (supervised.map { [$0] } ?? []))
    return Report(findings, areListed: !only.isEmpty, remarks: remarks)
  }

  private var supervised: Contender? {
    guard FileManager.default.isExecutableFile(atPath: python) else { return nil }
    return Supervised(python: python, script: "\(package)/supervised.py").contender
  }

  private func find(in sources: [Source], contenders: [Contender]) throws -> Findings {
    let parts = !parts.isEmpty ? parts : only.isEmpty ? Part.allCases : [.states]
    let progress = Progress(of: sources.count)
    let found = try inParallel(sources) { [only] source in
      var findings = Findings()
      for system in try source.systems(only: only) {
        let parts = parts.filter { !only.isEmpty || $0.looks(at: system) }
        findings += Findings(system, parts, contenders: contenders)
      }
      progress.finish(source.name)
      return findings
    }
    var all = Findings()
    for findings in found { all += findings }
    return all
  }

  private func report(onMissesOf name: String) throws -> Report {
    guard let contender = Contender.all.first(where: { $0.isProject && $0.name == method }) else {
      throw ValidationError("There is no method \(method): give physics or excess.")
    }
    let systems = try sources.filter { $0.mayMatch([name]) }.flatMap {
      try $0.systems(only: [name])
    }
    guard let system = systems.first(where: { $0.name == name }),
      let measurement = Measurement(contender, on: system)
    else {
      let known = systems.isEmpty ? sources.map(\.name) : systems.map(\.name)
      throw ValidationError(
        "There is no system \(name). There are: \(known.joined(separator: ", ")).")
    }
    let misses = try Misses(of: contender, on: system)
    return Report(
      sections: [StatesSections.systems([measurement]), misses.section], remarks: misses.notes)
  }
}

extension Contender {
  /// The methods, and what they are to be compared with.
  static let all = [
    ones, supplyOracle, differenceOracle, Contender(ExcessMethod()), Contender(PhysicalMethod()),
  ]
}
