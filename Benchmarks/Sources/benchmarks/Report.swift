import Foundation

/// The table of all rows, for a person or for a program.
struct Report {
  let machine: Machine
  let rows: [Row]

  var isMissed: Bool { rows.contains(where: \.isMissed) }

  var text: String {
    let head = ["what", "Retouche", "peer", "peer's", "ratio", "wanted", ""]
    let lines = [head] + rows.map(cells)
    let widths = head.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    let isNumber = [false, true, false, true, true, true, false]
    let table = lines.map { line in
      line.indices.map { column in
        let padding = String(repeating: " ", count: widths[column] - line[column].count)
        return isNumber[column] ? padding + line[column] : line[column] + padding
      }.joined(separator: "  ").trimmingSuffix { $0 == " " }
    }
    let busy =
      machine.isBusy
      ? "\nThe machine is busy with other work: the limits in milliseconds are meant for an idle one."
      : ""
    return """
      \(machine.description)\(busy)
      Medians ± half the distance between the quartiles, of runs made in turn; ratio = Retouche / peer.

      \(table.joined(separator: "\n"))
      """
  }

  private func cells(_ row: Row) -> [String] {
    func figure(_ value: Double) -> String {
      String(format: value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value)
    }
    func measured(_ samples: Samples) -> String {
      "\(figure(samples.median)) ±\(figure(samples.spread)) \(row.unit.rawValue)"
    }
    let peer =
      switch row.peer {
      case .measured(_, let samples): measured(samples)
      case .limit(let limit): "\(figure(limit)) \(row.unit.rawValue)"
      case .nothing: ""
      }
    return [
      row.what, measured(row.ours), row.peerName, peer,
      row.ratio.map { String(format: $0 < 0.1 ? "%.4f" : "%.2f", $0) } ?? "",
      row.wanted.map { String(format: "≤ %.2f", $0) } ?? "", row.isMissed ? "MISSED" : "",
    ]
  }

  /// The same as a JSON document.
  func json() throws -> String {
    struct Document: Encodable {
      struct Line: Encodable {
        let what, unit, peer: String
        let median, spread: Double
        let peerMedian, peerSpread, ratio, wanted: Double?
        let missed: Bool
      }
      let machine: Machine
      let rows: [Line]
    }
    let lines = rows.map { row in
      var peerSpread: Double?
      if case .measured(_, let samples) = row.peer { peerSpread = samples.spread }
      return Document.Line(
        what: row.what, unit: row.unit.rawValue, peer: row.peerName, median: row.ours.median,
        spread: row.ours.spread, peerMedian: row.peerMedian, peerSpread: peerSpread,
        ratio: row.ratio, wanted: row.wanted, missed: row.isMissed)
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return String(
      decoding: try encoder.encode(Document(machine: machine, rows: lines)), as: UTF8.self)
  }
}

extension String {
  /// The text without the characters at its end that satisfy a condition.
  fileprivate func trimmingSuffix(while condition: (Character) -> Bool) -> String {
    var text = self[...]
    while let last = text.last, condition(last) { text.removeLast() }
    return String(text)
  }
}
