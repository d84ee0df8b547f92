/// A circuit's temperatures as a method needs them: checked, bridged, on the grid of decisions.
struct PreparedCircuit: Sendable {
  /// How samples are averaged.
  let grid: DecisionGrid
  /// Supply, °C, sample by sample; NaN in long gaps.
  let samples: [Float]
  /// Supply, °C, block by block; NaN in long gaps.
  let supply: [Float]
  /// Room, °C, block by block, none missing.
  private(set) var room: [Float]
  /// Whether most of the room is a stand-in made of the supply.
  let roomStandsIn: Bool
  /// What a person set for most of the block after each: decisions change at the knee or foot, a block
  /// before the state that begins there.
  let hand: [HeatState?]?
  /// The blocks without a long gap between them.
  let stretches: [Range<Int>]
  /// What was left out or replaced, one sentence each.
  let notes: [String]
  /// Whether the supply may be in °F, so that no state is sure.
  let isUnitDoubtful: Bool

  /// - Parameters:
  ///   - series: The temperatures.
  ///   - decisionInterval: Finer samples are averaged over this, s.
  ///   - longestBridge: Longest gap of the supply that is bridged, s.
  ///   - longestRoomBridge: Longest gap of a room sensor that is bridged, s.
  ///   - believesRoom: Whether room sensors are used, if there are any.
  /// - Throws: ``InferenceError`` when no state can come of the series.
  init(
    _ series: CircuitSeries, decisionInterval: Int, longestBridge: Int, longestRoomBridge: Int,
    believesRoom: Bool
  ) throws(InferenceError) {
    let check = try SeriesCheck(series)
    var notes = check.notes
    var samples = check.supply
    bridgeGaps(in: &samples, upTo: longestBridge / series.interval)
    let count = samples.count
    let sensors = RoomTemperature(
      of: believesRoom ? check.indoor : [], longestBridge: longestRoomBridge / series.interval,
      count: count)
    var envelope: DailyCurve?
    if sensors.missing > 0 {
      envelope = SupplyEnvelope().temperatures(
        supply: samples, outdoor: SeriesCheck.believable(outdoor: series.outdoor),
        interval: series.interval)
      let extent =
        sensors.missing == count
        ? "No room temperature"
        : "For \(sensors.missing * series.interval / 3600) h no room temperature"
      notes.append(
        believesRoom
          ? "\(extent) was measured; the supply's own lower envelope stood in, which is less sure."
          : "The supply never came near the room's temperature; its own lower envelope stood in.")
    }
    grid = DecisionGrid(samples: count, interval: series.interval, target: decisionInterval)
    self.samples = samples
    supply = grid.means(of: samples)
    room = sensors.means(on: grid, standIn: envelope)
    roomStandsIn = 2 * sensors.missing > count
    let set = series.hand.map(grid.majority(of:))
    hand = set.map { Array($0.dropFirst() + $0.suffix(1)) }
    stretches = Inference.stretches(of: supply)
    self.notes = notes
    isUnitDoubtful = check.isUnitDoubtful
  }

  /// The same with another stand-in for the room.
  ///
  /// - Parameter room: Temperatures, °C, block by block, none missing.
  /// - Returns: The circuit.
  func standingIn(_ room: [Float]) -> PreparedCircuit {
    var circuit = self
    circuit.room = room
    return circuit
  }
}
