import Feeds
import Inference
import Workspace

extension Site {
  /// How well a state feed agrees with a truth.
  var scoreEndpoints: [Endpoint] {
    [
      .get("feeds/{id}/score") { request in
        let id = try request.feedID()
        let (truth, limit) = try request.reading { query in
          (try query.required("truth", in: 0...Int(Int32.max)), try query.number("above"))
        }
        return try await reckon { workspace in
          let feed = try workspace.feed(id: id)
          let interval = try workspace.reader(feed).timeline.interval
          let score = try workspace.score(
            feed, against: workspace.truth(of: workspace.feed(id: truth), above: limit))
          return Answer(score.document(interval: interval))
        }
      }
    ]
  }
}

extension Score {
  /// The figures as the API tells them; null where one has no meaning.
  ///
  /// - Parameter interval: Seconds between two samples of the judged feed.
  /// - Returns: Its JSON object.
  func document(interval: Int) -> JSON {
    [
      "balanced_accuracy": JSON(balancedAccuracy), "edge_recall": JSON(edgeRecall),
      "edge_precision": JSON(edgePrecision), "median_edge_error": JSON(medianEdgeError),
      "agreed_share": JSON(accuracy), "compared_seconds": .integer(samples * interval),
    ]
  }
}
