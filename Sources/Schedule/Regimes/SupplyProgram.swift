/// At which level the regulator holds the supply, by the hour of the week: normal, or reduced.
///
/// The hours of the week are parted in two groups by their median level, corrected for the outdoor
/// temperature. They are called normal and reduced where the groups lie well apart, an hour mostly
/// belongs to the group of the hour before, the level steps where it does not, and the upper one lasts:
/// a clock makes such a pattern; chance does not, nor does a sun that warms the rooms more and more, nor
/// a start so hot that it takes hours to come down.
struct SupplyProgram {
  /// How far apart the groups lie at least, K, and how often neighbours agree at least.
  static let leastDepth = 4.0
  static let leastAgreement = 0.8
  /// Blocks that an hour of the week needs to have a level, blocks that a program needs, and hours that
  /// a group needs.
  static let leastBlocksOfHour = 3
  static let leastBlocks = 48
  static let leastHours = 3
  /// Hours in a row that the normal level lasts, typically.
  static let leastNormal = 4

  /// Whether each hour of the week is reduced; nil where heat is seldom on.
  let isReduced: [Bool?]
  /// How much lower the reduced level is at the same outdoor temperature, K; nil where none is found.
  let depth: Double?
  /// How far apart the two groups of hours lie, K, whether or not they are a program; nil where too few
  /// hours have a level.
  let distance: Double?
  private let normalLine: MedianLine?
  private let normalLevel: Double

  /// - Parameter blocks: The supply's levels. Nil where there are too few.
  init?(_ blocks: LevelBlocks) {
    let known = blocks.indices.filter(blocks.isKnown)
    guard known.count >= Self.leastBlocks else { return nil }
    let byHour = Dictionary(grouping: known) { blocks.hours[$0] }
      .filter { $0.value.count >= Self.leastBlocksOfHour }
    let slope = Self.slope(blocks, byHour)
    func level(_ index: Int) -> Double { blocks.supply[index] - slope * blocks.outdoor[index] }
    let levels = byHour.mapValues { hour in
      (value: hour.map(level).median ?? 0, weight: Double(hour.count))
    }
    let groups = TwoGroups(levels.sorted { $0.key < $1.key }.map(\.value))
    distance = levels.count < Self.leastBlocks ? nil : groups.map { $0.upper - $0.lower } ?? 0
    let hours = HoursOfWeek(levels.mapValues(\.value), step: max(1, blocks.duration / 3_600))
    if let groups, let found = hours.program(groups) {
      let normal = known.filter {
        found[blocks.hours[$0]] == false && level($0) > groups.threshold
      }
      let line = Self.line(normal, blocks)
      let middle = normal.map(level).median ?? 0
      func missing(_ index: Int) -> Double {
        (line?.value(at: blocks.outdoor[index]) ?? middle + slope * blocks.outdoor[index])
          - blocks.supply[index]
      }
      let depth = known.filter { found[blocks.hours[$0]] == true }.map(missing).median ?? 0
      if depth >= Self.leastDepth {
        (isReduced, self.depth, normalLine, normalLevel) = (found, depth, line, middle)
        return
      }
    }
    isReduced = (0..<LevelBlocks.hoursOfWeek).map { levels[$0].map { _ in false } }
    depth = nil
    normalLine = Self.line(known, blocks)
    normalLevel = known.map { blocks.supply[$0] }.median ?? 0
  }

  /// The normal level at an outdoor temperature, °C; nil where that is measured and not known.
  func normal(_ outdoor: Double?) -> Double? {
    guard let normalLine else { return normalLevel }
    return outdoor.map(normalLine.value)
  }

  /// Whether each block is at the reduced level; nil where it has none.
  func reduced(_ blocks: LevelBlocks) -> [Bool?] {
    blocks.indices.map { index in
      guard let depth, blocks.isKnown(index), let normal = normal(blocks.outdoor[index]) else {
        return blocks.isKnown(index) ? false : nil
      }
      return blocks.supply[index] < normal - depth / 2
    }
  }

  /// How much the supply falls for each kelvin outdoors, as seen within the hours of the week: so
  /// the cold of nights is not taken for their reduced level.
  private static func slope(_ blocks: LevelBlocks, _ byHour: [Int: [Int]]) -> Double {
    var points: [(x: Double, y: Double)] = []
    for (_, hour) in byHour.sorted(by: { $0.key < $1.key }) {
      let x = hour.map { blocks.outdoor[$0] }.median ?? 0
      let y = hour.map { blocks.supply[$0] }.median ?? 0
      points += hour.map { (blocks.outdoor[$0] - x, blocks.supply[$0] - y) }
    }
    // No regulator raises the supply as it gets warmer, nor by more than this.
    return min(0, max(-4, MedianLine(points, apart: 1)?.slope ?? 0))
  }

  private static func line(_ indices: [Int], _ blocks: LevelBlocks) -> MedianLine? {
    MedianLine(indices.map { (blocks.outdoor[$0], blocks.supply[$0]) }, apart: 1)
  }
}

/// The supply's median level at each hour of the week, around the clock.
private struct HoursOfWeek {
  private let levels: [Double?]
  /// Hours from one level to the next: more than one where samples are far apart.
  private let step: Int

  init(_ levels: [Int: Double], step: Int) {
    self.levels = (0..<LevelBlocks.hoursOfWeek).map { levels[$0] }
    self.step = step
  }

  private func level(_ hour: Int) -> Double? {
    levels[(hour + levels.count) % levels.count]
  }

  /// Which hours are reduced; nil where the groups make no program.
  func program(_ groups: TwoGroups) -> [Bool?]? {
    let distance = groups.upper - groups.lower
    guard distance >= SupplyProgram.leastDepth else { return nil }
    let isReduced = levels.map { $0.map { $0 <= groups.threshold } }
    let (reduced, normal) = (isReduced.count { $0 == true }, isReduced.count { $0 == false })
    guard min(reduced, normal) >= SupplyProgram.leastHours else { return nil }
    var pairs = 0
    var changes: [Double] = []
    for hour in levels.indices {
      let next = (hour + step) % levels.count
      guard let now = isReduced[hour], let then = isReduced[next] else { continue }
      pairs += 1
      if now != then { changes.append(change(from: hour, to: next)) }
    }
    // Heat that goes off between the two levels shows no change of one to the other.
    let agreeing = Double(pairs - changes.count)
    guard agreeing >= SupplyProgram.leastAgreement * Double(pairs),
      changes.median ?? distance >= distance / 2,
      normalStretches(isReduced).median ?? 0 >= Double(SupplyProgram.leastNormal)
    else { return nil }
    return isReduced
  }

  /// How many hours each stretch of the normal level lasts, that around the end of the week whole.
  private func normalStretches(_ isReduced: [Bool?]) -> [Double] {
    var stretches: [Double] = []
    var last: Int?
    let first = isReduced.firstIndex(of: true) ?? 0
    for place in first...first + levels.count {
      let isNormal = isReduced[place % levels.count] == false
      if let former = last, place - former <= step {
        // Between two levels that are several hours apart there is none.
        if isNormal { stretches[stretches.count - 1] += Double(place - former) }
      } else if isNormal {
        stretches.append(Double(step))
      }
      if isNormal { last = place }
      if isReduced[place % levels.count] == true { last = nil }
    }
    return stretches
  }

  /// How much the level changes between two hours, those on either side included: a change within an
  /// hour leaves that one halfway.
  private func change(from hour: Int, to next: Int) -> Double {
    let pairs = [(hour, next), (hour - step, next), (hour, next + step)]
    return pairs.compactMap { first, second in
      guard let first = level(first), let second = level(second) else { return nil }
      return abs(second - first)
    }.max() ?? 0
  }
}
