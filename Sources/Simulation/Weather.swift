import Glibc

/// The weather outside, advanced step by step.
struct Weather {
  /// Air temperature in the shade, °C.
  private(set) var outdoor = 0.0
  /// Water vapour in the air, g/kg.
  private(set) var vapour = 4.0
  /// Irradiance on a horizontal plane, W/m².
  private(set) var horizontal = 0.0

  private let site: Plant.Site
  private var random: SeededRandom
  private var airMass: Wander
  private var squall: Wander
  private var cloudiness: Wander
  private var brokenClouds: Wander
  private var daily = 0.0
  private let dailyGain: Double
  private var diffuse = 0.0
  /// The sun's direction: towards south, towards west (both horizontal), and up.
  private var sun = (south: 0.0, west: 0.0, up: 0.0)
  private var beam = 0.0

  init(site: Plant.Site, seed: UInt64, step: Double) {
    self.site = site
    var random = SeededRandom(seed: seed, stream: 1)
    airMass = Wander(
      deviation: site.synopticDeviation, time: 2.5 * 86_400, step: step, random: &random)
    squall = Wander(deviation: 0.35, time: 3 * 3600, step: step, random: &random)
    cloudiness = Wander(deviation: 1.3, time: 20 * 3600, step: step, random: &random)
    brokenClouds = Wander(deviation: 0.6, time: 1500, step: step, random: &random)
    dailyGain = 1 - exp(-step / (2.5 * 3600))
    self.random = random
  }

  /// Moves on to an instant, one step after the last.
  mutating func advance(to time: Int) {
    airMass.advance(&random)
    squall.advance(&random)
    cloudiness.advance(&random)
    brokenClouds.advance(&random)
    // A logistic curve keeps the cover between 0 and 1.
    let cover = 1 / (1 + exp(-0.3 - 1.5 * cloudiness.value - brokenClouds.value))
    let day = Double(floorDivide(time, 86_400))
    let date = CivilDate(day: floorDivide(time, 86_400))
    let dayOfYear = day - Double(CivilDate.day(date.year, 1, 1)) + 1
    shine(time: time, dayOfYear: dayOfYear, cover: cover)

    let season =
      site.yearlyMean - site.seasonalSwing * cos(2 * .pi * (dayOfYear - 20) / 365.25)
    // The ground warms the air by day, and loses heat to a clear sky at any time.
    daily += dailyGain * (0.021 * horizontal - 5.5 * (1 - cover) - daily)
    // Westerly air is mild and cloudy in winter.
    let mass = season + airMass.value + 1.5 * (cover - 0.5)
    outdoor = mass + 0.8 + daily + squall.value
    // The air mass brings its dew point.
    vapour = Humidity.saturation(min(outdoor, mass - 2.5))
  }

  private mutating func shine(time: Int, dayOfYear: Double, cover: Double) {
    // Declination after Cooper (1969); the equation of time is left out.
    let declination = 0.409_28 * sin(2 * .pi * (284 + dayOfYear) / 365)
    let second = time - floorDivide(time, 86_400) * 86_400
    let hourAngle = 2 * .pi * (Double(second) / 86_400 - 0.5) + site.longitude * .pi / 180
    let latitude = site.latitude * .pi / 180
    let up =
      sin(latitude) * sin(declination) + cos(latitude) * cos(declination) * cos(hourAngle)
    guard up > 0.01 else {
      (horizontal, diffuse, beam) = (0, 0, 0)
      return
    }
    sun.up = up
    sun.south = sin(latitude) * cos(declination) * cos(hourAngle) - cos(latitude) * sin(declination)
    sun.west = cos(declination) * sin(hourAngle)
    // Clear sky after Haurwitz (1945), clouds after Kasten and Czeplak (1980).
    horizontal = 1098 * up * exp(-0.059 / up) * (1 - 0.75 * pow(cover, 3.4))
    diffuse = horizontal * (0.2 + 0.8 * cover * cover)
    beam = (horizontal - diffuse) / max(up, 0.08)
  }

  /// What the sun adds to a badly shaded outdoor sensor, K.
  var glow: Double { 0.003 * beam }

  /// Irradiance on a vertical façade, W/m²: sun, half of the sky, and a fifth of what the ground gets.
  ///
  /// - Parameters:
  ///   - south: How far its normal points south, the cosine of its azimuth.
  ///   - west: How far its normal points west, the sine of its azimuth.
  /// - Returns: W/m².
  func irradiance(south: Double, west: Double) -> Double {
    max(0, beam * (sun.south * south + sun.west * west)) + 0.5 * diffuse + 0.1 * horizontal
  }
}

/// The water vapour of air near sea level.
enum Humidity {
  /// Saturation, g of vapour per kg of air (Magnus's formula).
  static func saturation(_ temperature: Double) -> Double {
    let pressure = 611.2 * exp(17.62 * temperature / (243.12 + temperature))
    return 622 * pressure / (101_325 - pressure)
  }

  /// Relative humidity, %.
  static func relative(vapour: Double, temperature: Double) -> Double {
    min(100, 100 * vapour / saturation(temperature))
  }
}
