import Foundation
import Inference

/// The stretches over which a contender was wrong.
struct Misses {
  private struct Stretch {
    var samples: Range<Int>
    var said: HeatState
    var truth: HeatState
  }

  private let contender: String
  private let system: System
  private let verdict: Contender.Verdict
  private let stretches: [Stretch]

  /// - Throws: What the contender throws, or that it does not apply.
  init(of contender: Contender, on system: System) throws {
    guard let verdict = try contender.judge(system) else {
      throw EvaluationError("\(contender.name) does not apply to \(system.name)")
    }
    self.contender = contender.name
    self.system = system
    self.verdict = verdict
    var stretches: [Stretch] = []
    for (k, truth) in system.states.enumerated() where truth != .unknown {
      let said = verdict.states[k]
      guard said != truth else { continue }
      if let last = stretches.last, last.samples.upperBound == k, last.said == said,
        last.truth == truth
      {
        stretches[stretches.count - 1].samples = last.samples.lowerBound..<k + 1
      } else {
        stretches.append(Stretch(samples: k..<k + 1, said: said, truth: truth))
      }
    }
    self.stretches =
      stretches.filter { $0.said != .unknown }.sorted(by: Self.isLonger)
      + stretches.filter { $0.said == .unknown }.sorted(by: Self.isLonger)
  }

  private static func isLonger(_ one: Stretch, _ other: Stretch) -> Bool {
    one.samples.count > other.samples.count
  }

  /// One a line, the longest first; those said to be unknown at the end.
  var section: Section {
    var table = Table(
      [.text("from (UTC)", key: "from"), .text("to"), .figure("lasts", key: "seconds")]
        + [.text("said"), .text("truth"), .figure("confidence"), .figure("supply")]
        + [.figure("return"), .figure("room"), .figure("outdoor")])
    let series = system.series
    for stretch in stretches {
      func mean(_ values: [Float]?) -> Double? {
        guard let known = values?[stretch.samples].filter({ !$0.isNaN }), !known.isEmpty else {
          return nil
        }
        return Double(known.reduce(0, +)) / Double(known.count)
      }
      table.rows.append([
        .text(utc(stretch.samples.lowerBound)), .text(utc(stretch.samples.upperBound)),
        .duration(Double(stretch.samples.count * series.interval)), .text("\(stretch.said)"),
        .text("\(stretch.truth)"), .short(mean(verdict.confidence)),
        .degrees(mean(series.supply)), .degrees(mean(series.return)),
        .degrees(mean(series.indoor.first)), .degrees(mean(series.outdoor)),
      ])
    }
    return Section(
      name: "misses", title: "Where \(contender) is wrong on \(system.name)",
      about: """
        The longest stretch first, those said to be unknown at the end; means over each, temperatures in °C.
        """,
      table: table)
  }

  /// What the contender had to say, one sentence a line.
  var notes: [String] { verdict.notes }

  private func utc(_ sample: Int) -> String {
    var time = time_t(system.series.start + sample * system.series.interval)
    var civil = tm()
    gmtime_r(&time, &civil)
    return String(
      format: "%04d-%02d-%02d %02d:%02d", civil.tm_year + 1900, civil.tm_mon + 1, civil.tm_mday,
      civil.tm_hour, civil.tm_min)
  }
}
