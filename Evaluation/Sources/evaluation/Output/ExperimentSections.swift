import Inference

/// What labels change, how the newest states are told, and what each part of the method earns.
extension Findings {
  var labelSection: Section {
    var table = Table([
      .text("system"), .figure("draws"), .figure("before"), .figure("after"),
      .figure("worst change", key: "worst_change"), .figure("median", key: "median_change"),
      .figure("best", key: "best_change"), .figure("worse", key: "share_worse"),
      .text("the worst", key: "worst_system"),
    ])
    let groups =
      Grouping(labellings) { $0.family?.name ?? $0.system }.groups
      + Grouping(labellings.filter { $0.family?.nature == .ordinary }) { _ in "all ordinary" }
      .groups
    for (name, members) in groups {
      let changes = members.map(\.change)
      table.rows.append([
        .text(name), .count(members.count), .share(median(members.map(\.before))),
        .share(median(members.map(\.after))), .change(changes.min()), .change(median(changes)),
        .change(changes.max()),
        .percent(Double(changes.count { $0 < -Labelling.slight }) / Double(changes.count)),
        .text(members.min { $0.change < $1.change }?.system ?? "-"),
      ])
    }
    return Section(
      name: "labels", title: "Three days labelled by a person",
      about: """
        Development data. Three ordinary days, drawn by chance, are given their true states, and the \
        circuit is inferred again; figures are balanced accuracies outside those days. before, after: \
        medians over the draws; worse: share of draws that lose more than \(Labelling.slight).
        """,
      table: table)
  }

  var liveSection: Section {
    func name(_ age: Int) -> String {
      age == 0 ? "now" : age < 3600 ? "\(age / 60) min" : "\(age / 3600) h"
    }
    var table = Table(
      [.text("system"), .text("method"), .figure("runs")]
        + LiveRun.ages.map { .figure(name($0), key: "balanced_accuracy_at_\($0)_s") }
        + [.figure("changed", key: "share_changed_later")])
    for (system, members) in Grouping(live, by: { $0.family?.name ?? $0.system }).groups {
      for (contender, members) in Grouping(members, by: \.contender).groups {
        var tallies = [LiveRun.Tally](repeating: LiveRun.Tally(), count: LiveRun.ages.count)
        for member in members {
          for age in tallies.indices { tallies[age] += member.tallies[age] }
        }
        let old = members.reduce(0) { $0 + $1.old }
        let changed = members.reduce(0) { $0 + $1.changed }
        table.rows.append(
          [.text(system), .text(contender), .count(LiveRun.prefixes * members.count)]
            + tallies.map { .share($0.balancedAccuracy) }
            + [.percent(old > 0 ? Double(changed) / Double(old) : nil)])
      }
    }
    return Section(
      name: "live", title: "The newest states",
      about: """
        Development data. Each run sees a series up to an instant drawn by chance, and is asked for the \
        states of that instant and of some time before; balanced accuracies over all runs. changed: \
        share of the states older than \(LiveRun.settled / 3600) h that the whole series tells otherwise.
        """,
      table: table)
  }

  var ablationSection: Section {
    let groups = Grouping(ablations) { measurement in
      measurement.family.map { "\($0.nature) \($0.variant)" }
        ?? measurement.system
    }.groups
    var table = Table(
      [.text("without")]
        + groups.flatMap { name, members -> [Table.Column] in
          members.contains { $0.family != nil }
            ? [.figure("\(name) worst"), .figure("median", key: "\(name) median")]
            : [.figure(name)]
        })
    for ablation in Ablation.all {
      let cells = groups.flatMap { _, members -> [Cell] in
        let own = members.filter { $0.contender == ablation.name }
        let balanced = own.compactMap(\.score.balancedAccuracy)
        let isFamily = members.contains { $0.family != nil }
        return isFamily
          ? [.share(balanced.min()), .share(median(balanced))] : [.share(balanced.first)]
      }
      table.rows.append([.text(ablation.name)] + cells)
    }
    return Section(
      name: "ablations", title: "What each part earns",
      about: """
        Development data. Balanced accuracies with one part of the method, or one sensor, taken out.
        """,
      table: table)
  }
}
