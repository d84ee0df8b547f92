import Inference

/// The table of families of simulated systems: one row a family and contender.
struct FamilyTable {
  private struct Key: Hashable {
    let family: String
    let contender: String
  }

  private var keys: [Key] = []
  private var members: [Key: [Measurement]] = [:]

  init(_ measurements: [Measurement]) {
    for measurement in measurements {
      guard let family = measurement.family else { continue }
      let key = Key(family: family, contender: measurement.contender)
      if members[key] == nil { keys.append(key) }
      members[key, default: []].append(measurement)
    }
    let families = keys.map(\.family)
    keys.sort { one, other in
      (families.firstIndex(of: one.family) ?? 0) < (families.firstIndex(of: other.family) ?? 0)
    }
  }

  var table: TextTable {
    var table = TextTable(
      texts: ["family", "method"],
      figures: [
        "systems", "worst", "median", "said: worst", "median", "edge P", "edge R", "edge err",
        "ECE", "≥0.9", "≥0.99",
        "unknown", "s", "the worst",
      ])
    var last = ""
    for key in keys {
      let members = members[key] ?? []
      table.rows.append(
        [key.family == last ? "" : key.family, key.contender] + figures(members))
      last = key.family
    }
    return table
  }

  private func figures(_ members: [Measurement]) -> [String] {
    func medianOf(_ figure: (Measurement) -> Double?) -> Double? {
      median(members.compactMap(figure))
    }
    let balanced = members.compactMap(\.score.balancedAccuracy)
    let said = members.compactMap(\.balancedWhereSaid)
    let worst = members.min {
      ($0.score.balancedAccuracy ?? 1) < ($1.score.balancedAccuracy ?? 1)
    }
    var calibration: Calibration?
    for case let own? in members.map(\.calibration) {
      calibration = calibration ?? Calibration()
      calibration? += own
    }
    return [
      "\(members.count)", Figures.share(balanced.min()), Figures.share(median(balanced)),
      Figures.share(said.min()), Figures.share(median(said)),
      Figures.short(medianOf(\.score.edgePrecision)), Figures.short(medianOf(\.score.edgeRecall)),
      Figures.minutes(medianOf(\.score.medianEdgeError)),
      Figures.short(calibration?.expectedError),
      Figures.share(calibration?.shareRight(from: 0.9)),
      Figures.share(calibration?.shareRight(from: 0.99)),
      Figures.percent(members.map(\.unknown).max()),
      Figures.seconds(medianOf(\.seconds)), worst?.system ?? "-",
    ]
  }
}

/// The median, or nil of nothing.
func median(_ values: [Double]) -> Double? {
  guard !values.isEmpty else { return nil }
  let sorted = values.sorted()
  return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
}
