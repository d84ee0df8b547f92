/// A stand-in for the room's temperature where no room is measured: what the supply comes down to
/// when nothing heats it.
///
/// Each day's low (a small quantile, so that a spike does not make it) is replaced by a low quantile
/// of the days around it, so that a week without a full stop does not raise it, and joined by
/// straight lines. Two ceilings keep a season without any stop from passing for cold: no room is
/// hotter than ``ceiling``, and none is far above the lowest the supply ever comes to. A floor, where
/// the outside is measured: over a day no heated building is colder than its surroundings
/// (again up to the ceiling, beyond which it is not the outside that was measured).
struct SupplyEnvelope: Sendable {
  /// Quantile of a day's values that is its low.
  var lowOfDay = 0.1
  /// Quantile of the lows around a day, and how many days there are on either side.
  var lowOfDays = 0.15
  var daysAround = 7
  /// Hottest room to believe in, °C.
  var ceiling: Float = 30
  /// How far above the supply's overall low (its 5 % quantile) the stand-in may lie, K.
  var aboveLowest: Float = 5

  /// - Parameters:
  ///   - supply: Supply temperatures, °C, NaN where missing; at least one is not.
  ///   - outdoor: Outside temperatures, °C, if measured.
  ///   - interval: Seconds between two samples, at most a day.
  /// - Returns: As many temperatures as the supply has, none missing.
  func temperatures(supply: [Float], outdoor: [Float]?, interval: Int) -> DailyCurve {
    let perDay = max(1, 86_400 / interval)
    let days = (supply.count + perDay - 1) / perDay
    let lows = (0..<days).map { day in
      quantile(lowOfDay, of: supply[day * perDay..<min(supply.count, (day + 1) * perDay)])
    }
    var limit = ceiling
    if let lowest = quantile(0.05, of: supply[...]) { limit = min(limit, lowest + aboveLowest) }
    var envelope = [Float](repeating: .nan, count: days)
    for day in 0..<days {
      let around = lows[max(0, day - daysAround)...min(days - 1, day + daysAround)]
      if let low = quantile(lowOfDays, of: around.compactMap(\.self)[...]) {
        envelope[day] = min(low, limit)
      }
      if let outdoor {
        let values = outdoor[day * perDay..<min(supply.count, (day + 1) * perDay)]
        if let mean = mean(of: values) { envelope[day] = max(envelope[day], min(mean, ceiling)) }
      }
    }
    fill(&envelope, with: limit)
    return DailyCurve(days: envelope, perDay: perDay, count: supply.count)
  }
}

/// Straight lines between the middles of days, read off sample by sample.
struct DailyCurve: RandomAccessCollection, Sendable {
  /// A value for each day.
  let days: [Float]
  /// Samples in a day.
  let perDay: Int
  /// Samples in all.
  let count: Int

  var startIndex: Int { 0 }
  var endIndex: Int { count }

  subscript(k: Int) -> Float {
    let place = (Float(k % perDay) + 0.5) / Float(perDay) - 0.5
    let day = k / perDay
    let neighbour = Swift.min(Swift.max(place < 0 ? day - 1 : day + 1, 0), days.count - 1)
    return days[day] + abs(place) * (days[neighbour] - days[day])
  }
}

/// Bridges all gaps, those at the ends by the nearest value.
///
/// - Parameters:
///   - values: A series, NaN in its gaps; filled in place.
///   - value: What an empty series becomes.
private func fill(_ values: inout [Float], with value: Float) {
  bridgeGaps(in: &values, upTo: values.count)
  let first = values.first { !$0.isNaN } ?? value
  let last = values.last { !$0.isNaN } ?? value
  var beforeFirst = true
  for k in values.indices {
    if values[k].isNaN { values[k] = beforeFirst ? first : last } else { beforeFirst = false }
  }
}
