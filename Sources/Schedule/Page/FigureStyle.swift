internal import Charts

/// The look of a report's figures: the colours of `plot --svg`, and patterns for those who see none.
enum FigureStyle {
  /// The style sheet of the figures. On paper they are always light.
  static let sheet = """
    :root{\(variables(SVGStyle.light))}
    @media screen and (prefers-color-scheme:dark){:root{\(variables(SVGStyle.dark))}}
    svg text{font-family:\(fonts);font-size:13px;font-variant-numeric:tabular-nums;fill:var(--ink)}
    svg text.muted{fill:var(--muted)}
    svg text.small{font-size:11.5px}
    svg text.strong{font-weight:600}
    svg text.end{text-anchor:end}
    svg text.middle{text-anchor:middle}
    .paper{fill:var(--paper)}
    .grid,.axis,.tick,.line,.limit,.whisker,.over{fill:none}
    .grid{stroke:var(--grid)}
    .over{stroke:var(--paper);stroke-opacity:.45}
    .axis,.tick{stroke:var(--axis)}
    .line{stroke:var(--ink);stroke-width:2;stroke-linecap:round}
    .limit{stroke:var(--ink);stroke-width:1.5;stroke-dasharray:5 4}
    .whisker{stroke:var(--ink);stroke-width:1.5}
    .mark,.hand{fill:var(--ink)}
    .off{fill:var(--off)}
    .normal{fill:var(--on)}
    .boost{fill:var(--boost)}
    .reduced{fill:url(#retouche-reduced)}
    .unknown{fill:url(#retouche-unknown)}
    .stripe,.hatch{fill:none;stroke-width:1.6}
    .stripe{stroke:var(--on);stroke-width:2}
    .hatch{stroke:var(--unknown)}
    .weekend{fill:var(--axis)}
    .cells{shape-rendering:crispEdges}
    .dots,.rings{fill:none;stroke-linecap:round}
    .dots{stroke:var(--on);stroke-width:7;stroke-opacity:.75}
    .rings{stroke:var(--cool);stroke-width:1.5}
    .hover{fill:transparent;pointer-events:all}
    .hover:hover{fill:var(--ink);fill-opacity:.12}

    """

  static let fonts =
    "system-ui,-apple-system,\"Segoe UI\",Roboto,\"Helvetica Neue\",\"DejaVu Sans\",sans-serif"

  /// The patterns that the style sheet names.
  static let patterns = """
    <defs>
    <pattern id="retouche-unknown" width="6" height="6" patternUnits="userSpaceOnUse">
    <path class="hatch" d="M-1 5L1 7M-1 1L1 -1M0 6L6 0M5 7L7 5"/>
    </pattern>
    <pattern id="retouche-reduced" width="4" height="4" patternUnits="userSpaceOnUse">
    <rect class="off" width="4" height="4"/>
    <path class="stripe" d="M0 1H4"/>
    </pattern>
    </defs>
    """

  private static func variables(_ palette: SVGStyle.Palette) -> String {
    [
      "paper": palette.paper, "ink": palette.ink, "muted": palette.muted, "grid": palette.grid,
      "axis": palette.axis, "panel": palette.weekend, "on": palette.on, "boost": palette.mixed,
      "off": palette.off, "unknown": palette.unknown, "cool": palette.curves[1],
    ]
    .sorted { $0.key < $1.key }.map { "--\($0.key):\($0.value)" }.joined(separator: ";")
  }
}
