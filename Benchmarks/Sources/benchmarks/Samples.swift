/// Repeated measurements of one thing: times in milliseconds, or memory.
struct Samples {
  private let sorted: [Double]

  init(_ samples: [Double]) { sorted = samples.sorted() }

  var median: Double { quantile(0.5) }
  var percentile95: Double { quantile(0.95) }
  /// Half the distance between the quartiles.
  var spread: Double { (quantile(0.75) - quantile(0.25)) / 2 }

  private func quantile(_ share: Double) -> Double {
    guard let last = sorted.last else { return .nan }
    let place = share * Double(sorted.count - 1)
    let below = Int(place)
    guard below + 1 < sorted.count else { return last }
    return sorted[below] + (sorted[below + 1] - sorted[below]) * (place - Double(below))
  }
}

/// Runs jobs in turn, A, B, A, B and so on, so that what else the machine does strikes them alike.
///
/// - Parameters:
///   - rounds: How often each is run.
///   - warmsUp: Whether there is a round before that does not count.
///   - jobs: Each gives one measurement.
/// - Returns: The measurements of each.
/// - Throws: What a job throws.
func interleave(
  rounds: Int, warmsUp: Bool = true, _ jobs: [() throws -> Double]
) throws -> [Samples] {
  var samples = Array(repeating: [Double](), count: jobs.count)
  for round in (warmsUp ? 0 : 1)...rounds {
    for (index, job) in jobs.enumerated() {
      let sample = try job()
      if round > 0 { samples[index].append(sample) }
    }
  }
  return samples.map(Samples.init)
}

/// The milliseconds that a closure takes.
func milliseconds(_ body: () throws -> Void) rethrows -> Double {
  try ContinuousClock().measure(body) / .milliseconds(1)
}
