internal import Feeds

/// The key below the drawing.
extension SVGDrawing {
  /// An entry of the key below the drawing.
  enum KeyItem: Equatable {
    case on, off, unknown, hand, mixed, paler, band

    var text: String {
      switch self {
      case .on: "on"
      case .off: "off"
      case .unknown: "unknown"
      case .hand: "set by hand"
      case .mixed: "several in one pixel"
      case .paler: "paler: less sure"
      case .band: "line: mean, band: least to greatest"
      }
    }

    /// Room for the symbol before the text.
    var symbolWidth: Double { self == .paler || self == .band ? 0 : self == .mixed ? 8 : 22 }
  }

  /// The entries that a drawing needs; all of them where it is not yet known.
  static func keyItems(_ drawn: (lanes: [LaneColumns], band: Bool, paler: Bool)?)
    -> [KeyItem]
  {
    guard let drawn else { return [.on, .off, .unknown, .hand, .mixed, .paler, .band] }
    func holds(_ content: LaneColumns.Content) -> Bool {
      drawn.lanes.contains { $0.contents.contains(content) }
    }
    var items: [KeyItem] = []
    if holds(.state(.on)) { items.append(.on) }
    if holds(.state(.off)) { items.append(.off) }
    if holds(.state(.unknown)) { items.append(.unknown) }
    if drawn.lanes.contains(where: { $0.byHand.contains(true) }) { items.append(.hand) }
    if holds(.mixed) { items.append(.mixed) }
    if drawn.paler { items.append(.paler) }
    if drawn.band { items.append(.band) }
    return items
  }

  /// Sets entries out in lines.
  static func placedKey(_ items: [KeyItem], width: Int)
    -> [(x: Double, line: Int, item: KeyItem)]
  {
    var x = 20.0
    var line = 0
    return items.map { item in
      let needed = item.symbolWidth + SVGText.width(item.text)
      if x > 20 && x + needed > Double(width - 12) {
        x = 20
        line += 1
      }
      defer { x += needed + 16 }
      return (x, line, item)
    }
  }

  /// The symbols and texts of the key.
  var keyMarks: [String] {
    // Axes of months and years have no second row of labels.
    let axisRoom = ticks.contains { $0.context != nil } ? 60 : 44
    return key.flatMap { x, line, item -> [String] in
      let baseline = Double(rows.foot + axisRoom + line * SVGRows.keyPitch)
      let top = baseline - 10
      let symbol: String? =
        switch item {
        case .on: rect("on", x: x, y: top, width: 16, height: 11)
        case .off:
          rect("off", x: x, y: top, width: 16, height: 11)
            + path("foot", "M\(n(x)) \(n(top + 10.5))h16")
        case .unknown:
          "<rect fill=\"url(#retouche-unknown)\" x=\"\(n(x))\" y=\"\(n(top))\" width=\"16\" "
            + "height=\"11\"/>"
        case .hand: rect("hand", x: x, y: top + 3, width: 16, height: 2.5)
        case .mixed: rect("mixed", x: x + 1, y: top - 1, width: 1, height: 13)
        case .paler, .band: nil
        }
      let label = text(item.text, x: x + item.symbolWidth, y: baseline, class: "muted")
      return [symbol, label].compactMap { $0 }
    }
  }
}
