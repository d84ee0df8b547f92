/// Where the supply comes to rest when nothing heats it: a stand-in for a room that is not measured, which
/// follows the building more closely than ``SupplyEnvelope`` once the states are known.
struct RestTemperature: Sendable {
  /// Time after which water left alone is taken to rest; a longer stretch off shows its rest anew after as
  /// much again, s.
  var cooling = 4 * 3600
  /// Time over which the rest is read, s, and the quantile of the supply in it.
  var reading = 3600
  var low = 0.2

  /// The rests seen.
  ///
  /// - Parameters:
  ///   - supply: Supply temperatures, °C, block by block; NaN in gaps.
  ///   - isOn: The states supposed.
  ///   - stretches: The blocks without a long gap between them.
  ///   - interval: Seconds of a block.
  /// - Returns: Blocks and temperatures, °C, in order.
  func rests(
    supply: [Float], isOn: [Bool], stretches: [Range<Int>], interval: Int
  ) -> [(block: Int, temperature: Float)] {
    let cooling = max(2, self.cooling / interval)
    let reading = max(1, self.reading / interval)
    var rests: [(block: Int, temperature: Float)] = []
    for run in runsOff(isOn, in: stretches) where run.blocks.count >= cooling {
      var end = run.blocks.lowerBound + cooling
      while end <= run.blocks.upperBound {
        if let temperature = quantile(low, of: supply[end - reading..<end]) {
          rests.append((end - reading / 2 - 1, temperature))
        }
        end += cooling
      }
    }
    return rests
  }

  /// Straight lines between the rests seen.
  ///
  /// - Parameters: as those of ``rests(supply:isOn:stretches:interval:)``.
  /// - Returns: As many temperatures, °C, as blocks; nil where fewer than two rests were seen.
  func temperatures(
    supply: [Float], isOn: [Bool], stretches: [Range<Int>], interval: Int
  ) -> [Float]? {
    let rests = rests(supply: supply, isOn: isOn, stretches: stretches, interval: interval)
    guard let first = rests.first, let last = rests.last, first.block < last.block else {
      return nil
    }
    var result = [Float](repeating: .nan, count: supply.count)
    for rest in rests { result[rest.block] = rest.temperature }
    bridgeGaps(in: &result, upTo: result.count)
    for k in 0..<first.block { result[k] = first.temperature }
    for k in last.block..<result.count { result[k] = last.temperature }
    return result
  }
}
