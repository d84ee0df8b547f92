import Inference

extension Score {
  /// The members of its JSON object.
  var members: [String: JSON] {
    [
      "samples": JSON(samples), "accuracy": JSON(accuracy),
      "balanced_accuracy": JSON(balancedAccuracy), "f1": JSON(f1), "kappa": JSON(kappa),
      "edge_precision": JSON(edgePrecision), "edge_recall": JSON(edgeRecall),
      "median_edge_error_s": JSON(medianEdgeError), "segments_truth": JSON(truthSegments),
      "segments": JSON(segments),
    ]
  }

  /// A card for people.
  var text: String {
    var facts = Table.facts()
    func add(_ name: String, _ value: Double?, _ meaning: String) {
      facts.add(fact: name, "\(value.map { Words.fixed($0, 4) } ?? "–     ")  \(meaning)")
    }
    add("accuracy", accuracy, "of \(Words.count(samples, "sample")) that the truth knows")
    add("balanced accuracy", balancedAccuracy, "on and off weighing the same")
    add("F1", f1, "of on")
    add("kappa", kappa, "agreement beyond chance")
    add("edge precision", edgePrecision, "of the feed's edges, those that are true")
    add("edge recall", edgeRecall, "of the true edges, those found within 15 min")
    facts.add(
      fact: "median edge error",
      medianEdgeError.map { Words.duration(Int($0.rounded())) } ?? "–")
    facts.add(
      fact: "segments", "\(Words.count(segments)), \(Words.count(truthSegments)) in the truth")
    return facts.text()
  }
}
