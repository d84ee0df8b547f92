/// One room temperature out of several sensors.
struct RoomTemperature: Sendable {
  /// The longest gap of a sensor that a straight line bridges, samples: a room changes slowly.
  var longestBridge: Int

  /// The mean of the sensors there are at each sample.
  ///
  /// A sensor that comes and goes would make the mean jump; so each is first moved by its mean
  /// distance from the others, as seen where all are present.
  ///
  /// - Parameters:
  ///   - sensors: Temperatures, °C, one array a sensor; NaN where missing.
  ///   - count: Samples of each.
  /// - Returns: The mean temperature, NaN where no sensor has a value.
  func mean(of sensors: [[Float]], count: Int) -> [Float] {
    var bridged = sensors
    for index in bridged.indices { bridgeGaps(in: &bridged[index], upTo: longestBridge) }
    var present = [UInt16](repeating: 0, count: count)
    for sensor in bridged {
      for k in 0..<count where !sensor[k].isNaN { present[k] += 1 }
    }
    let corrections = self.corrections(of: bridged, present: present)
    var mean = [Float](repeating: 0, count: count)
    for (sensor, correction) in zip(bridged, corrections) {
      for k in 0..<count where !sensor[k].isNaN { mean[k] += sensor[k] + correction }
    }
    for k in 0..<count { mean[k] = present[k] == 0 ? .nan : mean[k] / Float(present[k]) }
    return mean
  }

  /// What to add to each sensor so that all have the same mean where all are present.
  private func corrections(of sensors: [[Float]], present: [UInt16]) -> [Float] {
    var means: [Double] = []
    for sensor in sensors {
      var sum = 0.0
      var common = 0
      for k in sensor.indices where present[k] == sensors.count {
        sum += Double(sensor[k])
        common += 1
      }
      guard common > 0 else { return [Float](repeating: 0, count: sensors.count) }
      means.append(sum / Double(common))
    }
    let middle = means.reduce(0, +) / Double(max(1, means.count))
    return means.map { Float(middle - $0) }
  }
}
