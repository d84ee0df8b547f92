internal import Charts
internal import Feeds

/// The carpet: every day a column, every hour of it a height, local time.
struct CarpetFigure {
  private let schedule: Schedule
  private let strips: [CarpetStrip]
  private let width = 1_060.0
  private static let left = 52.0
  private static let keyHeight = 30.0

  /// A window longer than this is drawn season under season.
  private static let longestStrip = 380

  init(_ schedule: Schedule) {
    self.schedule = schedule
    let room = width - Self.left - 8
    guard let first = schedule.days.first?.dayNumber, let last = schedule.days.last?.dayNumber
    else {
      strips = []
      return
    }
    if last - first < Self.longestStrip {
      // Columns of whole pixels are sharp.
      let count = Double(last + 1 - first)
      let column = min(26, room / count)
      strips = [
        CarpetStrip(
          days: first...last, name: nil, left: Self.left, top: Self.keyHeight,
          column: column > 4 ? column.rounded(.down) : column, hour: 8.5)
      ]
      return
    }
    var top = Self.keyHeight
    strips = schedule.seasons.map { season in
      let year = CivilDate(dayNumber: season.days.lowerBound)
      let july = CivilDate(year: year.month >= 7 ? year.year : year.year - 1, month: 7, day: 1)
      let next = CivilDate(year: july.year + 1, month: 7, day: 1)
      let strip = CarpetStrip(
        days: july.dayNumber...next.dayNumber - 1, name: season.name, left: Self.left,
        top: top + 20, column: room / 366, hour: 4.5)
      top += 20 + strip.height
      return strip
    }
  }

  var figure: Figure {
    let known = schedule.on + schedule.off
    return Figure(
      name: "carpet", title: "Heat by day and hour",
      summary: "One column for each of \(schedule.days.count) days, midnight at its top. On "
        + "\(Quantity.percent(schedule.on, of: known)) of the known time, of which "
        + HeatRegime.allCases.compactMap { regime in
          schedule.levels[regime].map { "\(regime.rawValue) \(Quantity.hours($0.duration))" }
        }.joined(separator: ", ") + ".",
      width: width, height: (strips.last.map { $0.top + $0.height } ?? Self.keyHeight) + 4,
      marks: key + strips.flatMap { $0.marks(schedule, pieces) })
  }

  /// The pieces of each class, in the order in which they are drawn.
  private var pieces: [(name: String, pieces: [WallPiece])] {
    func pieces(_ times: [Range<Int>]) -> [WallPiece] {
      times.flatMap { WallPiece.pieces(of: $0, clock: schedule.clock) }
    }
    func spans(_ state: State) -> [Range<Int>] {
      schedule.spans.filter { $0.state == state }.map(\.times)
    }
    func spans(_ regime: HeatRegime) -> [Range<Int>] {
      schedule.regimes.spans.filter { $0.regime == regime }.map(\.times)
    }
    return [
      ("off", pieces(spans(.off))), ("unknown", pieces(spans(.unknown))),
      ("reduced", pieces(spans(.reduced))), ("normal", pieces(spans(.normal))),
      ("boost", pieces(spans(.boost))),
    ]
  }

  private var key: [String] {
    var items: [Key.Item] = []
    let regimes = Set(schedule.regimes.spans.map(\.regime))
    if regimes.contains(.boost) { items.append(Key.patch("boost", "boost")) }
    items.append(Key.patch("normal", regimes.contains(.reduced) ? "on, normal" : "on"))
    if regimes.contains(.reduced) { items.append(Key.patch("reduced", "on, reduced")) }
    items.append(Key.patch("off", "off"))
    if schedule.unknown > 0 { items.append(Key.patch("unknown", "unknown")) }
    if !schedule.byHand.isEmpty {
      items.append(
        (6, "set by hand", { SVGMark.rect("hand", x: $0 + 2, y: $1 - 6, width: 2, height: 12) }))
    }
    items.append(
      (
        18, "Saturday, Sunday",
        { SVGMark.rect("weekend", x: $0, y: $1 - 1.5, width: 18, height: 3) }
      ))
    return Key.row(items, x: Self.left, y: 10)
  }
}
