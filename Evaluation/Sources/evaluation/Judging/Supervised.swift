import Foundation
import Inference

/// A model of scikit-learn that learns from the truth: what can be had where someone labels nine
/// tenths of the samples.
///
/// It is cross-validated over blocks of time: each block's states are told by a model that has seen
/// only the other blocks. It is asked of the hot-water systems alone, whose truth is long enough.
struct Supervised: Sendable {
  /// A python3 that has scikit-learn.
  let python: String
  let script: String

  private struct Answer: Decodable {
    let seconds: Double
    /// Whether each sample is on; null where there is no supply.
    let on: [Bool?]
  }

  var contender: Contender {
    Contender("supervised") { system in
      guard system.name.hasPrefix("hhw") else { return nil }
      let answer = try ask(of: system)
      guard answer.on.count == system.series.supply.count else {
        throw EvaluationError("\(script) answered \(answer.on.count) states")
      }
      return Contender.Verdict(
        states: answer.on.map { $0.map { $0 ? .on : .off } ?? .unknown }, seconds: answer.seconds)
    }
  }

  private func ask(of system: System) throws -> Answer {
    let process = Process()
    let question = Pipe()
    let answer = Pipe()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = ["-B", script]
    process.standardInput = question
    process.standardOutput = answer
    try process.run()
    // It reads everything before it writes anything.
    try question.fileHandleForWriting.write(contentsOf: Data(csv(of: system).utf8))
    try question.fileHandleForWriting.close()
    let said = answer.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw EvaluationError("\(script) failed: its message is on standard error")
    }
    return try JSONDecoder().decode(Answer.self, from: said)
  }

  /// Supply, return, outdoor temperature and truth, line by line; empty where there is none.
  private func csv(of system: System) -> String {
    let series = system.series
    let missing = [Float](repeating: .nan, count: series.supply.count)
    let columns = [series.supply, series.return ?? missing, series.outdoor ?? missing]
    return system.states.enumerated().map { k, state in
      let cells = columns.map { $0[k].isNaN ? "" : "\($0[k])" }
      return (cells + [state == .unknown ? "" : state == .on ? "1" : "0"]).joined(separator: ",")
    }.joined(separator: "\n") + "\n"
  }
}
