/// How the width of a picture is divided; all in pixels.
struct SVGFrame {
  /// Where the plot begins.
  let left: Int
  /// Width of the plot.
  let plot: Int
  /// Where names begin, right of the plot and of its right axis.
  let names: Int
  /// Room for a name with its sample.
  let nameWidth: Int

  /// - Parameters:
  ///   - chart: The chart; of its curves only their names and units count.
  ///   - width: Width of the picture.
  ///   - labels: Widths of the widest labels of the left and of the right axes.
  init(_ chart: Chart, width: Int, labels: (left: Double, right: Double)) {
    left = chart.curves.isEmpty ? 20 : max(54, Int(labels.left.rounded(.up)) + 20)
    let hasRight = Panel.panels(of: chart.curves).contains { $0.right != nil }
    let right = hasRight ? max(44, Int(labels.right.rounded(.up)) + 18) : 0
    let widest =
      (chart.curves.map(\.name) + chart.lanes.map(\.name))
      .map { SVGText.width($0) + SVGText.sampleWidth }.max() ?? 0
    nameWidth = min(Int(widest.rounded(.up)), max(90, width / 5))
    plot = max(100, width - left - right - nameWidth - 24)
    names = left + plot + right + 10
  }
}
