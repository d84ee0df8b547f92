import Inference

/// How well each method tells the state: single systems, families, and seasons of one state.
struct StatesSections {
  let measurements: [Measurement]
  /// Whether each simulated system has rows of its own.
  let areListed: Bool

  var sections: [Section] {
    let single = measurements.filter { $0.family == nil || areListed }
    let families = measurements.filter { $0.family.map { $0.nature != .oneState } ?? false }
    let oneState = measurements.filter { $0.family?.nature == .oneState }
    var sections: [Section] = []
    if !single.isEmpty { sections.append(Self.systems(single)) }
    if !families.isEmpty { sections.append(Self.families(families)) }
    if !oneState.isEmpty { sections.append(Self.oneState(oneState)) }
    return sections
  }

  /// Columns of a measurement, or of many added up.
  private static let figures: [Table.Column] = [
    .figure("edge P", key: "edge_precision"), .figure("edge R", key: "edge_recall"),
    .figure("edge err", key: "median_edge_error_seconds"),
    .figure("ECE", key: "expected_calibration_error"), .figure("≥0.9", key: "right_from_0_9"),
    .figure("≥0.99", key: "right_from_0_99"), .figure("unknown", key: "share_unknown"),
  ]

  /// A section with a row for each system and method.
  static func systems(_ measurements: [Measurement]) -> Section {
    var table = Table(
      [
        .text("system"), .text("method"), .figure("bal", key: "balanced_accuracy"),
        .figure("said", key: "balanced_accuracy_where_said"), .figure("F1", key: "f1"),
        .figure("kappa"),
      ] + figures + [.figure("on", key: "share_on"), .figure("s", key: "seconds")])
    for measurement in measurements {
      let score = measurement.score
      table.rows.append([
        .text(measurement.system), .text(measurement.contender), .share(score.balancedAccuracy),
        .share(measurement.balancedWhereSaid), .short(score.f1), .short(score.kappa),
        .short(score.edgePrecision), .short(score.edgeRecall), .duration(score.medianEdgeError),
        .short(measurement.calibration?.expectedError),
        .share(measurement.calibration?.shareRight(from: 0.9)),
        .share(measurement.calibration?.shareRight(from: 0.99)), .percent(measurement.unknown),
        .percent(measurement.on), .seconds(measurement.seconds),
      ])
    }
    return Section(
      name: "systems", title: "Systems",
      about: """
        Development data, all of it: the method was made with these truths in view, so expect less of a \
        building that nobody tuned to. bal: balanced accuracy, a sample said to be unknown counting as \
        wrong; said: the same over the samples of which something was said. Oracles are thresholds \
        chosen with the truth in hand; supervised: learnt from the other nine tenths of the truth.
        """,
      table: table)
  }

  /// A section with a row for each family and method.
  private static func families(_ measurements: [Measurement]) -> Section {
    var table = Table(
      [
        .text("family"), .text("method"), .figure("systems"), .figure("worst"), .figure("median"),
        .figure("said: worst", key: "worst_where_said"),
        .figure("median", key: "median_where_said"),
      ] + figures + [
        .figure("s", key: "median_seconds"), .text("the worst", key: "worst_system"),
      ])
    let ordinary = measurements.filter { $0.family?.nature == .ordinary }
    let groups =
      Grouping(measurements.filter(\.isProject)) { $0.family?.name ?? "" }.groups
      + Grouping(ordinary) { "all ordinary, \($0.family?.variant ?? "")" }.groups
      + Grouping(ordinary.filter(\.isProject)) { _ in "all ordinary" }.groups
    for (family, members) in groups {
      for (contender, members) in Grouping(members, by: \.contender).groups {
        table.rows.append([.text(family), .text(contender)] + figures(of: members))
      }
    }
    return Section(
      name: "families", title: "Families",
      about: """
        Development data: the simulation was written beside the method. A family is one kind of plant, \
        simulated from many seeds as one season and set of sensors show it, or the school in short \
        stretches told alone. Worst and median are of the balanced accuracy: first a sample said to be \
        unknown counts as wrong, then it does not count. Edges: medians; ECE and shares right: all \
        samples together; unknown: the most. The kinds weak, warmRest and boilerSide are made to be told \
        wrongly unaided.
        """,
      table: table)
  }

  private static func figures(of members: [Measurement]) -> [Cell] {
    func medianOf(_ figure: (Measurement) -> Double?) -> Double? {
      median(members.compactMap(figure))
    }
    let balanced = members.compactMap(\.score.balancedAccuracy)
    let said = members.compactMap(\.balancedWhereSaid)
    let worst = members.min { ($0.balancedWhereSaid ?? 1) < ($1.balancedWhereSaid ?? 1) }
    let calibration = calibration(of: members)
    return [
      .count(members.count), .share(balanced.min()), .share(median(balanced)),
      .share(said.min()), .share(median(said)), .short(medianOf(\.score.edgePrecision)),
      .short(medianOf(\.score.edgeRecall)), .duration(medianOf(\.score.medianEdgeError)),
      .short(calibration?.expectedError), .share(calibration?.shareRight(from: 0.9)),
      .share(calibration?.shareRight(from: 0.99)), .percent(members.map(\.unknown).max()),
      .seconds(medianOf(\.seconds)), .text(worst?.system ?? "-"),
    ]
  }

  /// Of all samples together; nil where no confidence was said.
  private static func calibration(of members: [Measurement]) -> Calibration? {
    var sum: Calibration?
    for case let own? in members.map(\.calibration) {
      sum = sum ?? Calibration()
      sum? += own
    }
    return sum
  }

  /// A section on seasons that have one state: what counts is the share said to be on.
  private static func oneState(_ measurements: [Measurement]) -> Section {
    var table = Table([
      .text("family"), .text("method"), .figure("systems"),
      .figure("truly on", key: "share_truly_on"), .figure("least on", key: "least_share_on"),
      .figure("median", key: "median_share_on"), .figure("most on", key: "most_share_on"),
      .figure("ECE", key: "expected_calibration_error"),
      .figure("unknown", key: "share_unknown"), .text("the worst", key: "worst_system"),
    ])
    for (family, members) in Grouping(measurements, by: { $0.family?.name ?? "" }).groups {
      for (contender, members) in Grouping(members.filter(\.isProject), by: \.contender).groups {
        let shares = members.map(\.on)
        let worst = members.min { ($0.score.accuracy ?? 1) < ($1.score.accuracy ?? 1) }
        table.rows.append([
          .text(family), .text(contender), .count(members.count),
          .percent(median(members.map(\.trulyOn))), .percent(shares.min()),
          .percent(median(shares)), .percent(shares.max()),
          .short(calibration(of: members)?.expectedError),
          .percent(members.map(\.unknown).max()), .text(worst?.system ?? "-"),
        ])
      }
    }
    return Section(
      name: "one_state", title: "Seasons of one state",
      about: """
        Development data, simulated. Summers: June to September with the heating shut down, water \
        standing in the sun; the share on must be 0. Always on: 90 winter days without setback.
        """,
      table: table)
  }
}
