import Testing

@testable import Simulation

struct WeatherTests {
  @Test func `the sun stands south at noon, and is away at night`() {
    var weather = Weather(site: Plant.Site(), seed: 1, step: 60)
    let midnight = CivilDate.day(2021, 3, 21) * 86_400
    weather.advance(to: midnight)
    #expect(weather.horizontal == 0)
    #expect(weather.irradiance(south: 1, west: 0) == 0)
    weather.advance(to: midnight + 12 * 3600)
    #expect(weather.horizontal > 50 && weather.horizontal < 900)
    #expect(weather.irradiance(south: 1, west: 0) > weather.irradiance(south: -1, west: 0))
    weather.advance(to: midnight + 8 * 3600)
    #expect(weather.irradiance(south: 0, west: -1) >= weather.irradiance(south: 0, west: 1))
  }

  @Test func `winter is colder than summer and stays within what is lived`() {
    func temperatures(month: Int) -> [Double] {
      var weather = Weather(site: Plant.Site(), seed: 4, step: 600)
      let start = CivilDate.day(2021, month, 1) * 86_400
      return (0..<28 * 144).map { index in
        weather.advance(to: start + index * 600)
        return weather.outdoor
      }
    }
    let january = temperatures(month: 1)
    let july = temperatures(month: 7)
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    #expect(mean(july) - mean(january) > 10)
    #expect((january + july).allSatisfy { $0 > -20 && $0 < 42 })
  }

  @Test func `saturated air as in the tables`() {
    #expect(abs(Humidity.saturation(20) - 14.7) < 0.2)
    #expect(abs(Humidity.saturation(0) - 3.8) < 0.1)
    #expect(Humidity.relative(vapour: 50, temperature: 20) == 100)
  }
}
