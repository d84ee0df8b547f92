/// What can be used of a circuit's temperatures, after everything implausible is out.
struct SeriesCheck: Sendable {
  /// Supply temperatures, NaN where missing or impossible, °C.
  private(set) var supply: [Float]
  /// The room sensors that can be believed, impossible values out, °C.
  private(set) var indoor: [[Float]] = []
  /// What was left out, one sentence each.
  private(set) var notes: [String] = []
  /// Whether the supply may be in °F, and no room tells.
  private(set) var isUnitDoubtful = false

  /// Temperatures that a sensor on a heating circuit can show, °C.
  private static let possible: ClosedRange<Float> = -50...200
  /// Median of the supply above which it is not in °C.
  private static let hottestSupply: Float = 100
  /// Medians of a room, °C.
  private static let plausibleRoom: ClosedRange<Float> = -10...45
  /// How far above the room the coolest water must stay for its feed to be doubted, K, and where it must lie
  /// above the room, once taken for °F and converted, to be refused.
  private static let warmestRest: Float = 30
  private static let atRest: ClosedRange<Float> = -2...8
  /// Where water at rest lies in °F, in a room of 15 to 28 °C.
  private static let restInFahrenheit: ClosedRange<Float> = 59...82

  /// - Parameter series: The temperatures.
  /// - Throws: ``InferenceError`` when no state can come of them.
  init(_ series: CircuitSeries) throws(InferenceError) {
    try Self.checkGrid(series)
    supply = series.supply
    let removed = Self.removeImpossible(&supply)
    if removed > 0 {
      notes.append(
        "\(removed) supply values outside -50 to 200 °C were taken as missing.")
    }
    try checkSupply()
    try checkIndoor(series.indoor)
    try checkUnit()
  }

  private static func checkGrid(_ series: CircuitSeries) throws(InferenceError) {
    guard (1...86_400).contains(series.interval) else {
      throw InferenceError(
        .implausible, problem: "the interval is \(series.interval) s",
        remedy: "Give a feed with one sample every 1 s to 1 day.")
    }
    let count = series.supply.count
    var others = [("return", series.return?.count), ("outdoor", series.outdoor?.count)]
    others += [("plant room", series.plantRoom?.count), ("hand-set", series.hand?.count)]
    for (index, sensor) in series.indoor.enumerated() {
      others.append(("indoor \(index + 1)", sensor.count))
    }
    for case (let role, let length?) in others where length != count {
      throw InferenceError(
        .lengths, problem: "the \(role) series has \(length) samples, the supply \(count)",
        remedy: "Bring all series onto the supply's timeline, NaN where they have nothing.")
    }
    guard count >= (2 * 86_400 + series.interval - 1) / series.interval else {
      throw InferenceError(
        .tooShort,
        problem: "the series has \(count) samples of \(series.interval) s, less than two days",
        remedy: "Infer over two days or more: shorter ones do not show a circuit at rest.")
    }
  }

  private func checkSupply() throws(InferenceError) {
    var lowest = Float.infinity
    var highest = -Float.infinity
    for value in supply where !value.isNaN {
      lowest = min(lowest, value)
      highest = max(highest, value)
    }
    guard lowest <= highest else {
      throw InferenceError(
        .noSupply, problem: "the supply has no value in this period",
        remedy: "Choose a period, or a feed, with supply temperatures.")
    }
    guard highest - lowest > SensorFault.leastRange else {
      throw InferenceError(
        .constantSupply, problem: "the supply is \(lowest) °C all the time",
        remedy: "The sensor seems stuck: choose another feed, or a period in which it works.")
    }
    if case .noise(let jump) = SensorFault(of: supply), jump > SensorFault.wildJump {
      throw InferenceError(
        .implausible,
        problem:
          "the supply jumps by \((jump * 10).rounded() / 10) K from one sample to the next, as no "
          + "water does",
        remedy: "The sensor or its wiring seems faulty: choose another feed.")
    }
    if let median = quantile(0.5, of: supply[...]), median > Self.hottestSupply {
      throw InferenceError(
        .implausible, problem: "half of the supply values are above \(median) °C",
        remedy: "If the feed is in °F, convert it to °C; else check that it is a temperature.")
    }
  }

  private mutating func checkIndoor(_ sensors: [[Float]]) throws(InferenceError) {
    var refused: Float?
    var stuck: [(values: [Float], note: String)] = []
    for (index, sensor) in sensors.enumerated() {
      var values = sensor
      _ = Self.removeImpossible(&values)
      let name = "Indoor sensor \(index + 1)"
      let median = quantile(0.5, of: values[...]) ?? .nan
      switch SensorFault(of: values) {
      case .stuck where Self.plausibleRoom.contains(median):
        stuck.append((values, "\(name) is \(median) °C all the time: it may be stuck."))
      case let fault?:
        notes.append("\(name) was left out: it \(fault.clause).")
      case nil where !Self.plausibleRoom.contains(median):
        notes.append("\(name) was left out: its median is \(median) °C, no room's.")
        refused = median
      case nil:
        indoor.append(values)
      }
    }
    if indoor.isEmpty, let refused {
      throw InferenceError(
        .implausible, problem: "the median of the indoor temperature is \(refused) °C",
        remedy: "If the feed is in °F, convert it to °C; else give a room's temperature, or none.")
    }
    // One value is better than none, but not beside sensors that work.
    let isAlone = indoor.isEmpty
    for (values, note) in stuck {
      notes.append(note + (isAlone ? "" : " It was left out."))
      if isAlone { indoor.append(values) }
    }
  }

  /// Refuses a supply that never comes near the room but would, were it in °F.
  private mutating func checkUnit() throws(InferenceError) {
    let rooms = indoor.compactMap { quantile(0.5, of: $0[...]) }
    guard let coolest = quantile(0.01, of: supply[...]) else { return }
    guard !rooms.isEmpty else {
      isUnitDoubtful = Self.restInFahrenheit.contains(coolest)
      if isUnitDoubtful {
        notes.append(
          "The supply never falls below \(coolest) °C. If the feed is in °F, convert it to °C: then this "
            + "is a room's temperature. No state is sure before that, or before a room is measured."
        )
      }
      return
    }
    let room = rooms.reduce(0, +) / Float(rooms.count)
    let converted = (coolest - 32) / 1.8
    guard coolest - room > Self.warmestRest, Self.atRest.contains(converted - room)
    else { return }
    throw InferenceError(
      .implausible,
      problem: "the supply never falls below \(coolest) °C, far above a room of \(room) °C; "
        + "taken for °F it would come down to \(converted) °C",
      remedy: "If the feed is in °F, convert it to °C; else leave the indoor feeds out.")
  }

  /// The outside, impossible values out; nil where it was not measured or cannot be believed.
  static func believable(outdoor: [Float]?) -> [Float]? {
    guard var values = outdoor else { return nil }
    _ = removeImpossible(&values)
    let fault = SensorFault(of: values, medians: SurroundingSensors.plausibleOutdoor)
    return fault == nil ? values : nil
  }

  /// Makes NaN of what no sensor can mean, and counts it.
  static func removeImpossible(_ values: inout [Float]) -> Int {
    let removed = values.withUnsafeBufferPointer { values in
      tally(values) { $0 < possible.lowerBound || $0 > possible.upperBound }
    }
    // A series without any stays shared with whoever else holds it.
    guard removed > 0 else { return 0 }
    for k in values.indices where !possible.contains(values[k]) { values[k] = .nan }
    return removed
  }
}
