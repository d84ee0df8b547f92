internal import Charts

/// A report as one page: HTML that is well-formed XML, without a script, that asks nothing of any
/// network, follows the reader's light or dark setting, and prints on A4.
///
/// The same schedule always gives the same bytes.
public struct SchedulePage: Sendable {
  private let schedule: Schedule
  private let circuit: String
  private let feed: String

  /// - Parameters:
  ///   - schedule: What is told.
  ///   - circuit: The circuit's name; it may hold anything.
  ///   - feed: What the state feed is called, such as `feed 25 (north_state)`.
  public init(_ schedule: Schedule, circuit: String, feed: String) {
    self.schedule = schedule
    self.circuit = circuit
    self.feed = feed
  }

  /// The page.
  public var html: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8"/>
    <meta name="viewport" content="width=device-width,initial-scale=1"/>
    <meta name="color-scheme" content="light dark"/>
    <meta http-equiv="Content-Security-Policy" content="default-src 'none';style-src 'unsafe-inline'"/>
    <title>\(SVGText.escaped(circuit)): the schedule it really follows</title>
    <style>
    \(FigureStyle.sheet)\(PageStyle.sheet)</style>
    </head>
    <body>
    <svg class="defs" aria-hidden="true">
    \(FigureStyle.patterns)
    </svg>
    <main>
    \((header + sections + footer).joined(separator: "\n"))
    </main>
    </body>
    </html>

    """
  }

  private var header: [String] {
    let known = Quantity.percent(schedule.on + schedule.off, of: schedule.covered)
    let facts = schedule.facts.map { fact in
      """
      <div><dt>\(SVGText.escaped(fact.name))</dt>\
      <dd class="figure">\(SVGText.escaped(fact.figure))</dd>\
      <dd class="note">\(SVGText.escaped(fact.note))</dd></div>
      """
    }
    return [
      "<h1>\(SVGText.escaped(circuit)): the schedule it really follows</h1>",
      "<p class=\"about\">\(SVGText.escaped(schedule.period)), \(known) known. Read off "
        + "\(SVGText.escaped(feed)) and the circuit’s temperatures.</p>",
      "<dl class=\"facts\">\n\(facts.joined(separator: "\n"))\n</dl>",
    ]
  }

  private var sections: [String] {
    carpet + week + regimes + weather + months + rests + certainty
  }

  // MARK: Sections

  private var carpet: [String] {
    [
      heading("Day by day"),
      figure(
        CarpetFigure(schedule).figure, isWide: true,
        "One column a day, midnight at the top and at the foot, local time. A day on which clocks are "
          + "changed has a blank hour, or two drawn over each other."),
    ]
  }

  private var week: [String] {
    [
      heading("Starts and stops by weekday"),
      figure(
        WeekFigure(schedule).figure, isWide: true,
        "The band shows how often heat is on, breaks of a week without heat left out. The first start and the last stop of a day are those of "
          + "normal heat of half an hour or more: a setback at night is no start. Bold weekdays are "
          + "heated for use, as seen from the heat itself."),
    ]
  }

  private var regimes: [String] {
    guard let figure = LevelFigure(schedule).figure else {
      return [heading("Boosts and setbacks"), missing("Heat was never on.")]
    }
    let reasons = [schedule.boost.reason, schedule.regimes.depth.reason].compactMap(\.self)
    return [
      heading("Boosts and setbacks"),
      self.figure(
        figure, isWide: true,
        "Bars: the supply over four fifths of the time in each regime; rule and figure: its median."
      ),
      schedule.regimeTable.html,
    ] + reasons.map { missing($0) }
  }

  private var weather: [String] {
    var figures: [String] = []
    var reasons: [String] = []
    switch schedule.hoursByOutdoor {
    case .missing(let reason): reasons.append(reason)
    case .found(let hours):
      reasons += [hours.line.reason, hours.limit.reason].compactMap(\.self)
      if let figure = HoursFigure(hours).figure {
        figures.append(self.figure(figure, caption(hours)))
      }
    }
    switch schedule.curve {
    case .missing(let reason): reasons.append(reason)
    case .found(let curve):
      reasons += [curve.line.reason].compactMap(\.self)
      if let figure = CurveFigure(curve).figure {
        figures.append(self.figure(figure, caption(curve)))
      }
    }
    if let reason = schedule.room.reason { reasons.append(reason) }
    let pair =
      figures.isEmpty ? [] : ["<div class=\"pair\">\n\(figures.joined(separator: "\n"))\n</div>"]
    return [heading("Weather and rooms")] + pair + unique(reasons).map { missing($0) }
      + (schedule.roomTable.map { [$0.html] } ?? [])
  }

  private func caption(_ hours: HoursByOutdoor) -> String {
    guard let line = hours.line.value else { return "Each mark is a day." }
    return "Each mark is a day. The line goes through the middle of the working days: "
      + "\(Quantity.number(line.slope, decimals: 2)) h a day more for each kelvin colder, "
      + "\(Quantity.number(line.hours(at: 0))) h at 0 °C; half of them lie within "
      + "\(Quantity.number(line.typicalError)) h of it."
  }

  private func caption(_ curve: HeatingCurve) -> String {
    guard let line = curve.line.value else { return "Each mark is a day." }
    return "Each mark is a day. The line goes through the middle of the days of normal heat: "
      + "slope \(Quantity.number(line.slope, decimals: 2)), foot \(Quantity.celsius(line.foot)) at "
      + "20 °C outdoors. Boosts are left out."
  }

  private var months: [String] {
    [
      heading("Months and seasons"),
      "<p class=\"note\">Days are those of which at least 95 % are known; what is given a day counts "
        + "them alone. A season goes from July to June. First start and last stop are medians.</p>",
      schedule.monthTable.html,
    ]
  }

  private var rests: [String] {
    let breaks =
      schedule.breaks.isEmpty
      ? "<p class=\"note\">None: nowhere are there three days or more without normal heat.</p>"
      : schedule.breakTable.html
    let pauses =
      schedule.pauses.isEmpty
      ? "<p class=\"note\">None: heat is never off.</p>" : schedule.pauseTable.html
    return [
      """
      <div class="pair">
      <section>\(heading("Breaks of three days or more"))
      \(breaks)</section>
      <section>\(heading("Longest pauses"))
      \(pauses)</section>
      </div>
      """
    ]
  }

  private var certainty: [String] {
    let certainty = schedule.certainty
    let text =
      "\(Quantity.hours(certainty.uncertain)) are below 0.8 of confidence, "
      + "\(Quantity.hours(schedule.unknown)) unknown, \(Quantity.hours(certainty.byHand)) set by hand."
    return [heading("What is uncertain"), "<p>\(SVGText.escaped(text))</p>"]
      + (certainty.longest.isEmpty ? [] : [schedule.uncertainTable.html])
  }

  private var footer: [String] {
    [
      "<footer>Made by Retouche from temperatures alone; no sensor watches the pump or the valve. "
        + "docs/report.md tells how each figure is found.</footer>"
    ]
  }

  // MARK: Elements

  private func heading(_ text: String) -> String { "<h2>\(SVGText.escaped(text))</h2>" }

  private func missing(_ reason: String) -> String {
    "<p class=\"missing\">\(SVGText.escaped(reason))</p>"
  }

  private func figure(_ figure: Figure, isWide: Bool = false, _ caption: String) -> String {
    """
    <figure\(isWide ? " class=\"wide\"" : "")>
    \(figure.svg)
    <figcaption>\(SVGText.escaped(caption))</figcaption>
    </figure>
    """
  }

  private func unique(_ texts: [String]) -> [String] {
    texts.enumerated().filter { !texts[..<$0].contains($1) }.map(\.element)
  }
}

extension Schedule {
  /// `Mon 8 Feb 2021 14:20 – Mon 24 May 2021 13:40, Europe/Paris, 105 days`.
  package var period: String {
    "\(clock.text(at: window.lowerBound)) – \(clock.text(at: window.upperBound)), \(clock.zone), "
      + "\(days.count) day\(days.count == 1 ? "" : "s")"
  }
}
