import Testing

@testable import Inference

@Suite struct SupplyEnvelopeTests {
  /// Hourly days, on from 6 to 18 h.
  private func supply(days: Int, low: Float, high: Float) -> [Float] {
    (0..<days * 24).map { (6..<18).contains($0 % 24) ? high : low }
  }

  @Test func `it is what the supply comes down to`() {
    let envelope = SupplyEnvelope().temperatures(
      supply: supply(days: 20, low: 21, high: 45), outdoor: nil, interval: 3600)
    #expect(envelope.count == 480)
    #expect(envelope.allSatisfy { $0 == 21 })
  }

  @Test func `a week without a stop does not raise it`() {
    var values = supply(days: 28, low: 21, high: 45)
    for k in 10 * 24..<15 * 24 { values[k] = 40 }
    let envelope = SupplyEnvelope().temperatures(supply: values, outdoor: nil, interval: 3600)
    #expect(envelope.allSatisfy { $0 == 21 })
  }

  @Test func `no room is hotter than the ceiling`() {
    let envelope = SupplyEnvelope().temperatures(
      supply: supply(days: 30, low: 45, high: 60), outdoor: nil, interval: 3600)
    #expect(envelope.allSatisfy { $0 == 30 })
  }

  @Test func `no room is colder than a day outside`() {
    let values = supply(days: 10, low: 15, high: 45)
    let envelope = SupplyEnvelope().temperatures(
      supply: values, outdoor: values.map { _ in 22 }, interval: 3600)
    #expect(envelope.allSatisfy { $0 == 22 })
  }

  @Test func `gaps and coarse intervals are borne`() {
    var values = supply(days: 20, low: 21, high: 45)
    for k in 0..<200 { values[k] = .nan }
    let envelope = SupplyEnvelope().temperatures(supply: values, outdoor: nil, interval: 3600)
    #expect(envelope.allSatisfy { $0 == 21 })
    let daily = SupplyEnvelope().temperatures(
      supply: [20, .nan, 22], outdoor: nil, interval: 86_400)
    #expect(daily.count == 3 && daily.allSatisfy { !$0.isNaN })
  }
}
