import Inference

extension SharedData {
  /// The measured systems whose data are there, the school's also in poorer forms.
  var sources: [Source] {
    var sources: [Source] = []
    for name in ["hhw_110", "hhw_29"] where has("hhw/\(name).csv") {
      sources.append(
        Source(name: name) {
          let (series, truth) = try hotWater(name)
          return [System(name: name, series: series, truth: truth)]
        })
    }
    if has("marc-bloch/phpfina") {
      sources.append(Source(name: "school/north") { try north() })
      sources.append(Source(name: "school/south") { try south() })
    }
    return sources
  }

  private func north() throws -> [System] {
    let series = try circuit(supply: 21, return: 22, indoor: [8, 11])
    let system = System(name: "school/north", series: series, truth: try truth("north-2021-power"))
    let march = System(
      name: "school/north/march", series: series, truth: try truth("north-2021-03-hand"))
    return [system, march] + system.variants + system.excerpts(days: 14) + system.excerpts(days: 30)
  }

  private func south() throws -> [System] {
    let system = System(
      name: "school/south", series: try circuit(supply: 19, return: 20, indoor: [14, 17]),
      truth: try truth("south-2021-03-hand"))
    return [system] + system.variants
  }
}

extension System {
  /// The same circuit with fewer sensors, and on other grids.
  fileprivate var variants: [System] {
    func variant(_ name: String, _ series: CircuitSeries, _ truth: Truth? = nil) -> System {
      System(name: "\(self.name)/\(name)", series: series, truth: truth ?? self.truth)
    }
    var withoutRooms = series
    withoutRooms.indoor = []
    let coarser = [900, 1800, 3600].map { interval in
      let series = series.averaged(to: interval)
      return variant(
        "\(interval)s", series,
        truth.mostly(start: series.start, interval: interval, count: series.supply.count))
    }
    return [
      variant("no-indoor", withoutRooms), variant("supply", series.supplyAlone),
      variant("60s", series.interpolated(to: 60, noise: 0.03, seed: 1)),
    ] + coarser
  }

  /// Stretches of so many days, one after the other, each to be told as if nothing else were known.
  fileprivate func excerpts(days: Int) -> [System] {
    let family = Family(name: "\(name)/\(days)d", variant: "\(days)d", nature: .excerpt)
    let length = days * 86_400 / series.interval
    return stride(from: 0, to: series.supply.count - length + 1, by: length).enumerated().map {
      System(
        name: "\(family.name)/\($0 + 1)", family: family, seed: $0 + 1,
        series: series.excerpt($1..<$1 + length), truth: truth)
    }
  }
}
