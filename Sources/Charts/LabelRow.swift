/// A row of texts that must not touch each other.
struct LabelRow {
  /// The ends of the row, in any unit of length.
  let limits: ClosedRange<Double>
  /// What must stay free between two texts.
  let gap: Double

  /// A text to place.
  struct Label {
    let text: String
    let width: Double
    /// Where it belongs.
    let position: Double
    /// Whether it is centred there, or begins there.
    let isCentred: Bool
  }

  /// A text and where it begins.
  struct Placed: Equatable {
    let text: String
    let start: Double
  }

  /// Places texts from the first on, moving one inwards at the ends and leaving out what would touch
  /// the one before.
  func placing(_ labels: [Label]) -> [Placed] {
    var placed: [Placed] = []
    var free = limits.lowerBound
    for label in labels {
      let start = start(of: label)
      guard start >= free && start + label.width <= limits.upperBound else { continue }
      placed.append(Placed(text: label.text, start: start))
      free = start + label.width + gap
    }
    return placed
  }

  /// As ``placing(_:)``, but from the last on: a date at its midnight goes before the one that only
  /// opens the row.
  func placingLastFirst(_ labels: [Label]) -> [Placed] {
    var placed: [Placed] = []
    var free = limits.upperBound
    for label in labels.reversed() {
      let start = start(of: label)
      guard start >= limits.lowerBound && start + label.width <= free else { continue }
      placed.append(Placed(text: label.text, start: start))
      free = start - gap
    }
    return placed.reversed()
  }

  private func start(of label: Label) -> Double {
    guard label.isCentred else { return label.position }
    let start = label.position - label.width / 2
    return max(limits.lowerBound, min(start, limits.upperBound - label.width))
  }
}
