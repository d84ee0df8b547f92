import Testing

@testable import Simulation

struct SensorTests {
  @Test func `a sensor lags and ends at the truth, in steps of its quantum`() {
    var sensor = Sensor(
      Sensor.Kind(lag: 120, noise: 0, stepsPerUnit: 10), seed: 1, stream: 1, step: 60)
    sensor.follow(20)
    #expect(sensor.read() == 20)
    sensor.follow(40)
    // One step of half a time constant: 1 - exp(-0.5) of the way.
    #expect(sensor.read() == 27.9)
    for _ in 0..<60 { sensor.follow(40) }
    #expect(sensor.read() == 40)
  }

  @Test func `noise has its deviation`() {
    var sensor = Sensor(
      Sensor.Kind(lag: 1, noise: 0.5, stepsPerUnit: 1000), seed: 1, stream: 1, step: 60)
    sensor.follow(10)
    let errors = (0..<4000).map { _ in Double(sensor.read()) - 10 }
    let variance = errors.reduce(0) { $0 + $1 * $1 } / 4000
    #expect(abs(variance.squareRoot() - 0.5) < 0.03)
  }

  @Test func `a sensor that has seen nothing reads nothing`() {
    var sensor = Sensor(.pipe, seed: 1, stream: 1, step: 60)
    #expect(sensor.read().isNaN)
  }
}
