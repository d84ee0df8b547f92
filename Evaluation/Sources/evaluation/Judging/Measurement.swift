import Foundation
import Inference

/// How well a contender told the state of a system.
struct Measurement: Sendable {
  /// Name and family of the system, and name of the contender.
  let system: String
  let family: Family?
  let contender: String
  /// Whether the contender is a method of the project.
  let isProject: Bool
  /// A sample said to be unknown counts as wrong.
  let score: Score
  /// Balanced accuracy over the samples of which something was said.
  let balancedWhereSaid: Double?
  let calibration: Calibration?
  /// Share of all samples that were said to be unknown, and to be on.
  let unknown, on: Double
  /// Share on of the samples whose truth is known.
  let trulyOn: Double
  /// Processor time that it took.
  let seconds: Double
  /// Why it said nothing; nil where it did.
  var refusal: String?

  /// - Returns: nil where the contender does not apply to the system.
  init?(_ contender: Contender, on system: System) {
    self.system = system.name
    family = system.family
    self.contender = contender.name
    isProject = contender.isProject
    let begin = processorSeconds()
    let outcome = Result { try contender.judge(system) }
    let own = processorSeconds() - begin
    let count = system.series.supply.count
    var verdict = Contender.Verdict(states: [HeatState](repeating: .unknown, count: count))
    switch outcome {
    case .success(nil): return nil
    case .success(let said?): verdict = said
    case .failure(let error): refusal = "\(error)"
    }
    seconds = verdict.seconds ?? own
    score = Score(
      judged: verdict.states, start: system.series.start, interval: system.series.interval,
      against: system.truth)
    let series = system.series
    let truth = system.states
    let known = truth.count { $0 != .unknown }
    trulyOn = Double(truth.count { $0 == .on }) / Double(max(1, known))
    let said = zip(verdict.states, truth).map { $0 == .unknown ? .unknown : $1 }
    balancedWhereSaid =
      Score(
        judged: verdict.states, start: series.start, interval: series.interval,
        against: Truth(start: series.start, interval: series.interval, states: said)
      ).balancedAccuracy
    calibration = verdict.confidence.map { _ in Calibration(of: verdict, against: truth) }
    unknown = Double(verdict.states.count { $0 == .unknown }) / Double(max(1, count))
    on = Double(verdict.states.count { $0 == .on }) / Double(max(1, count))
  }
}

/// Processor time of the calling thread, s.
private func processorSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
