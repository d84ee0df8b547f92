internal import Charts

/// The carpet and the hours against the weather as one SVG document, for a document of one's own.
public struct SchedulePicture: Sendable {
  private let schedule: Schedule
  private let circuit: String

  /// - Parameters:
  ///   - schedule: What is drawn.
  ///   - circuit: The circuit's name; it may hold anything.
  public init(_ schedule: Schedule, circuit: String) {
    self.schedule = schedule
    self.circuit = circuit
  }

  /// The document.
  public var svg: String {
    let carpet = CarpetFigure(schedule).figure
    let figures = [
      schedule.hoursByOutdoor.value.flatMap { HoursFigure($0).figure },
      schedule.curve.value.flatMap { CurveFigure($0).figure },
    ].compactMap(\.self)
    let below = 64 + carpet.height + 20
    let height = figures.isEmpty ? below : below + ScatterFrame.height
    let size = "width=\"1060\" height=\"\(SVGText.number(height))\""
    let summary = ([carpet] + figures).map { "\($0.title). \($0.summary)" }.joined(separator: " ")
    let columns = figures.enumerated().map { index, figure in
      "<g transform=\"translate(\(544 * index) 0)\">\n\(figure.group(at: below))\n</g>"
    }
    return """
      <svg xmlns="http://www.w3.org/2000/svg" \(size) viewBox="0 0 1060 \(SVGText.number(height))" \
      role="img" aria-labelledby="retouche-title retouche-desc">
      <title id="retouche-title">\(SVGText.escaped(circuit)): the schedule it really follows</title>
      <desc id="retouche-desc">\(SVGText.escaped(summary))</desc>
      <style>\(FigureStyle.sheet)</style>
      \(FigureStyle.patterns)
      <rect class="paper" width="1060" height="\(SVGText.number(height))"/>
      \(SVGMark.text("\(circuit): the schedule it really follows", x: 20, y: 24, class: "strong"))
      \(SVGMark.text(schedule.period, x: 20, y: 44, class: "muted"))
      \(carpet.group(at: 64))
      \(columns.joined(separator: "\n"))
      </svg>

      """
  }
}
