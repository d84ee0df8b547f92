import Inference

/// The table of single systems: every contender on every system.
struct SystemTable {
  let measurements: [Measurement]

  var table: TextTable {
    var table = TextTable(
      texts: ["system", "method"],
      figures: [
        "bal", "said", "F1", "kappa", "edge P", "edge R", "edge err", "ECE", "≥0.9", "≥0.99",
        "unknown",
        "on", "s",
      ])
    var last = ""
    for measurement in measurements {
      table.rows.append(
        [measurement.system == last ? "" : measurement.system, measurement.contender]
          + figures(measurement))
      last = measurement.system
    }
    return table
  }

  private func figures(_ measurement: Measurement) -> [String] {
    let score = measurement.score
    return [
      Figures.share(score.balancedAccuracy), Figures.share(measurement.balancedWhereSaid),
      Figures.short(score.f1), Figures.short(score.kappa),
      Figures.short(score.edgePrecision), Figures.short(score.edgeRecall),
      Figures.minutes(score.medianEdgeError),
      Figures.short(measurement.calibration?.expectedError),
      Figures.share(measurement.calibration?.shareRight(from: 0.9)),
      Figures.share(measurement.calibration?.shareRight(from: 0.99)),
      Figures.percent(measurement.unknown), Figures.percent(measurement.on),
      Figures.seconds(measurement.seconds),
    ]
  }
}
