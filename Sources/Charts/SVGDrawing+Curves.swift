/// The curves and their value axes.
extension SVGDrawing {
  /// The gridlines, and the labels of the value axes.
  var grid: [String] {
    let upright = ticks.map {
      path("grid", "M\(n(crisp($0.instant))) \(rows.top)V\(rows.foot)")
    }
    return upright + panels.indices.flatMap { panelGrid($0) }
  }

  private func panelGrid(_ index: Int) -> [String] {
    let marks = zip(panels[index].axes, scales[index]).enumerated().flatMap { side, pair in
      axisMarks(pair.0, pair.1, panel: index, isRight: side == 1)
    }
    guard scales[index].allSatisfy(\.ticks.isEmpty) else { return marks }
    let box = rows.panels[index]
    let middle = (x: Double(frame.left + frame.plot / 2), y: Double(box.top + box.height / 2))
    return marks + [text("nothing recorded", x: middle.x, y: middle.y, class: "middle muted")]
  }

  private func axisMarks(_ axis: Axis, _ scale: ValueScale, panel: Int, isRight: Bool) -> [String] {
    // Where there are two axes, one takes the colour of a curve that has it for itself.
    let isAlone = scales[panel].count > 1 && axis.curves.count == 1
    let color = isAlone ? "name c\(axis.curves[0] % SVGStyle.colors)" : "muted"
    let style = isRight ? color : "end \(color)"
    let right = frame.left + frame.plot
    let edge = Double(isRight ? right + 10 : frame.left - 8)
    var marks: [String] = []
    for tick in scale.ticks {
      let y = y(of: tick.value, scale, panel)
      let line = n(y.rounded(.down) + 0.5)
      if isRight {
        marks.append(path("tick", "M\(right) \(line)h5"))
      } else {
        let isZero = tick.value == 0 && scale.low < 0
        marks.append(path(isZero ? "zero" : "grid", "M\(frame.left) \(line)h\(frame.plot)"))
      }
      marks.append(text(tick.label, x: edge, y: y + 4.5, class: style))
    }
    guard !axis.unit.isEmpty else { return marks }
    let top = Double(rows.panels[panel].top)
    return marks + [text(axis.unit, x: edge, y: top - 13, class: style, limit: 60)]
  }

  var curves: [String] {
    panels.indices.flatMap { index -> [String] in
      let (top, height) = rows.panels[index]
      var marks: [String] = []
      var names: [(y: Double, curve: Int)] = []
      for (axis, scale) in zip(panels[index].axes, scales[index]) {
        for curve in axis.curves {
          let last = traces[curve].points.last.map { y(of: $0.mean, scale, index) }
          names.append((last ?? Double(top + height), curve))
          marks += curveMarks(curve, scale: scale, panel: index)
        }
      }
      return marks + nameMarks(names, top: Double(top), bottom: Double(top + height))
    }
  }

  private func curveMarks(_ curve: Int, scale: ValueScale, panel: Int) -> [String] {
    let trace = traces[curve]
    var band = ""
    var line = ""
    for run in trace.runs {
      let points = trace.points[run]
      if points.contains(where: { $0.min < $0.max }) {
        let upper = points.map { point($0.column, y(of: $0.max, scale, panel)) }
        let lower = points.reversed().map { point($0.column, y(of: $0.min, scale, panel)) }
        band += "M" + (upper + lower).joined(separator: "L") + "Z"
      }
      line +=
        "M"
        + points.map { point($0.column, y(of: $0.mean, scale, panel)) }
        .joined(separator: "L")
      // A line of no length is drawn as a dot by its round caps.
      if run.count == 1 { line += "h0" }
    }
    guard !line.isEmpty else { return [] }
    let dashed = curve >= SVGStyle.colors ? " dashed" : ""
    let color = "c\(curve % SVGStyle.colors)"
    return ["<g class=\"\(color)\"><title>\(SVGText.escaped(chart.curves[curve].name))</title>"]
      + (band.isEmpty ? [] : [path("band", band)]) + [path("line\(dashed)", line), "</g>"]
  }

  /// Names beside the ends of their curves, moved apart where they would touch.
  private func nameMarks(_ names: [(y: Double, curve: Int)], top: Double, bottom: Double)
    -> [String]
  {
    let pitch = min(17, (bottom - top + 12) / Double(max(1, names.count)))
    let sorted = names.sorted { ($0.y, $0.curve) < ($1.y, $1.curve) }
    var ys = sorted.map { max($0.y, top) }
    for index in ys.indices.dropFirst() { ys[index] = max(ys[index], ys[index - 1] + pitch) }
    var limit = bottom
    for index in ys.indices.reversed() {
      ys[index] = min(ys[index], limit)
      limit = ys[index] - pitch
    }
    return zip(sorted, ys).flatMap { name, y -> [String] in
      let dashed = name.curve >= SVGStyle.colors ? " dashed" : ""
      let full = chart.curves[name.curve].name
      return [
        "<g class=\"c\(name.curve % SVGStyle.colors)\"><title>\(SVGText.escaped(full))</title>",
        path("line\(dashed)", "M\(frame.names) \(n(y))h12"),
        text(
          full, x: Double(frame.names) + SVGText.sampleWidth - 2, y: y + 4.5, class: "name",
          limit: Double(frame.nameWidth) - SVGText.sampleWidth + 4),
        "</g>",
      ]
    }
  }
}
