import ArgumentParser
import Foundation
import Inference
import Simulation

/// Runs every truth at hand and prints how well each method tells it.
@main
struct Evaluation: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluation",
    abstract: "Judges the inference of states by every truth at hand.",
    discussion: "Called by Evaluation/run, which builds what it needs.")

  @Option(help: "Evaluate only the systems whose names begin with this; may be repeated.")
  var only: [String] = []
  @Flag(help: "Fewer simulated schools.")
  var quick = false
  @Option(help: "How many seeds of each simulated school.")
  var seeds: Int?
  @Option(help: "List the stretches of a system that the method gets wrong, the longest first.")
  var misses: String?
  @Option(help: "The method whose misses are listed: physics or excess.")
  var method = "physics"
  @Flag(help: "Print the tables as Markdown.")
  var markdown = false
  @Option(help: "The folder of the measured data, if there is one.")
  var data: String

  func run() throws {
    if let misses { return try listMisses(of: misses) }
    let shared = SharedData(folder: data)
    if !shared.has("") {
      progress("\(data) is absent: the measured systems are left out")
    }
    let sources = sources.filter { $0.mayMatch(only) }
    let measurements = try inParallel(sources) { source in
      let systems = try source.systems(only: only)
      let measurements = systems.flatMap { system in
        Contender.all.compactMap { Measurement($0, on: system) }
      }
      progress("evaluated \(source.name)")
      return measurements
    }.flatMap(\.self)
    let single = measurements.filter { $0.family == nil || !only.isEmpty }
    let many = measurements.filter { $0.family != nil }
    if !single.isEmpty {
      print(SystemTable(measurements: single).table.text(isMarkdown: markdown))
    }
    if !many.isEmpty { print("\n" + FamilyTable(many).table.text(isMarkdown: markdown)) }
    for measurement in measurements {
      if let refusal = measurement.refusal {
        print("\(measurement.contender) refused \(measurement.system): \(refusal)")
      }
    }
  }

  private var sources: [Source] {
    SharedData(folder: data).sources
      + SimulatedSources.winters(("school", .school), seeds: 1..<1 + (seeds ?? (quick ? 4 : 50)))
  }

  private func listMisses(of name: String) throws {
    let contender: Contender
    switch method {
    case "physics": contender = Contender(PhysicalMethod())
    case "excess": contender = Contender(ExcessMethod())
    default: throw ValidationError("There is no method \(method): give physics or excess.")
    }
    let systems = try sources.filter { $0.mayMatch([name]) }.flatMap {
      try $0.systems(only: [name])
    }
    guard let system = systems.first(where: { $0.name == name }) else {
      let known = systems.isEmpty ? sources.map(\.name) : systems.map(\.name)
      throw ValidationError(
        "There is no system \(name). There are: \(known.joined(separator: ", ")).")
    }
    let misses = try Misses(of: contender, on: system)
    if let measurement = Measurement(contender, on: system) {
      print(SystemTable(measurements: [measurement]).table.text(isMarkdown: markdown))
    }
    for note in misses.notes { print(note) }
    print("\n" + misses.table.text(isMarkdown: markdown))
  }
}

extension Contender {
  /// The methods, and what they are to be compared with.
  static let all = [
    ones, supplyOracle, differenceOracle, Contender(ExcessMethod()), Contender(PhysicalMethod()),
  ]
}

/// Tells on standard error how far the work has come.
func progress(_ message: String) {
  FileHandle.standardError.write(Data("\(message)\n".utf8))
}
