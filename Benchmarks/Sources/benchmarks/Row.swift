/// One line of the table: a measurement of Retouche over one of a peer, or over a limit.
struct Row {
  enum Unit: String, Encodable {
    case milliseconds = "ms"
    case megabytes = "MB"
    case bytes = "B"
    case perSecond = "/s"
  }

  /// What Retouche is compared with.
  enum Peer {
    case measured(String, Samples)
    case limit(Double)
    case nothing
  }

  let what: String
  let unit: Unit
  let ours: Samples
  let peer: Peer
  /// The greatest ratio that is good enough; nil where nothing is demanded.
  let wanted: Double?

  init(
    _ what: String, _ ours: Samples, unit: Unit = .milliseconds, against peer: Peer,
    wanted: Double? = nil
  ) {
    self.what = what
    self.unit = unit
    self.ours = ours
    self.peer = peer
    self.wanted = wanted
  }

  var peerName: String {
    switch peer {
    case .measured(let name, _): name
    case .limit: "the limit"
    case .nothing: ""
    }
  }

  var peerMedian: Double? {
    switch peer {
    case .measured(_, let samples): samples.median
    case .limit(let limit): limit
    case .nothing: nil
    }
  }

  /// Of the medians: below 1, Retouche is the better one.
  var ratio: Double? { peerMedian.map { ours.median / $0 } }
  var isMissed: Bool {
    guard let ratio, let wanted else { return false }
    return !(ratio <= wanted)
  }
}
