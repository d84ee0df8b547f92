/// The look of an SVG chart.
package enum SVGStyle {
  /// Number of curve colours; curves beyond are dashed.
  static let colors = light.curves.count

  /// Colours of a setting, as they are written in CSS.
  package struct Palette {
    package let paper: String
    package let ink: String
    package let muted: String
    package let grid: String
    package let axis: String
    package let weekend: String
    package let on: String
    package let mixed: String
    package let off: String
    package let unknown: String
    /// The later ones differ from the first in lightness too, so that colour-blind readers tell them
    /// apart (CIE Lab distance at least 18 as protanopes and deuteranopes see them); on the paper
    /// their contrast is at least 4.5:1.
    package let curves: [String]
  }

  package static let light = Palette(
    paper: "#ffffff", ink: "#1c232b", muted: "#5b6673", grid: "#e2e6eb", axis: "#8c96a3",
    weekend: "#f4f5f8", on: "#d08217", mixed: "#5c3500",
    off: "#e9ecf0", unknown: "#8c96a3",
    curves: ["#c2410c", "#0f6fc6", "#007a60", "#5b1a73", "#463a00", "#1f262e"])

  package static let dark = Palette(
    paper: "#14181d", ink: "#e8ecf1", muted: "#a3adb9", grid: "#2a313a", axis: "#6d7885",
    weekend: "#1a1f26", on: "#c98a24", mixed: "#ffd899",
    off: "#262d36", unknown: "#7d8894",
    curves: ["#ff8a5c", "#5ea6ff", "#3fc49b", "#ecc8f7", "#f5e28a", "#ffffff"])

  /// The style sheet: light colours, and dark ones where the reader prefers them.
  static let sheet = """
    text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","DejaVu Sans",\
    sans-serif;font-size:13px;font-variant-numeric:tabular-nums}
    .title{font-size:17px;font-weight:600}
    .end{text-anchor:end}
    .middle{text-anchor:middle}
    .grid,.axis,.tick,.zero,.line{fill:none}
    .line{stroke:currentColor;stroke-width:1.6;stroke-linejoin:round;stroke-linecap:round}
    .dashed{stroke-dasharray:5 3}
    .band{fill:currentColor;fill-opacity:.2}
    .name{fill:currentColor}
    .hatch{fill:none;stroke-width:1.6}
    \(rules(light))
    @media (prefers-color-scheme:dark){
    \(rules(dark))
    }

    """

  private static func rules(_ palette: Palette) -> String {
    let curves = palette.curves.enumerated().map { ".c\($0){color:\($1)}" }.joined()
    return """
      .paper{fill:\(palette.paper)}
      text,.hand{fill:\(palette.ink)}
      text.muted{fill:\(palette.muted)}
      .grid{stroke:\(palette.grid)}
      .axis,.tick,.zero,.foot{stroke:\(palette.axis)}
      .weekend{fill:\(palette.weekend)}
      .on{fill:\(palette.on)}
      .mixed{fill:\(palette.mixed)}
      .off{fill:\(palette.off)}
      .hatch{stroke:\(palette.unknown)}
      \(curves)
      text.name{fill:currentColor}
      """
  }
}
