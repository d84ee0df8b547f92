import Feeds
import Foundation
import Inference
import Simulation
import Workspace

/// A simulated school from its sensors to its score, told as it goes.
struct Demonstration {
  /// What became of one circuit.
  struct Outcome {
    let circuit: String
    let state: Feed
    let score: Score
    let elapsed: Duration
  }

  private let folder: DemonstrationFolder
  private let seed: Int
  private let isSpeaking: Bool
  /// The zone of the simulated school.
  private static let zone = "Europe/Paris"

  /// - Parameters:
  ///   - path: The folder to make.
  ///   - seed: What the weather, the pupils and the sensors' noise follow from.
  ///   - speaking: Whether to tell on standard output what is done.
  init(in path: String, seed: Int, speaking: Bool) {
    folder = DemonstrationFolder(path)
    self.seed = seed
    isSpeaking = speaking
  }

  /// Builds, infers, scores, draws, and says what to try next.
  ///
  /// - Returns: What became of each circuit.
  /// - Throws: ``CommandError`` when the folder is taken, or what any step throws.
  func run() throws -> [Outcome] {
    try folder.prepare()
    let school = try Progress.during("Simulating a school") { _ in
      try School(seed: UInt64(bitPattern: Int64(seed))).simulate()
    }
    let workspace = try build(school)
    try tell(
      """
      A simulated school, seed \(seed): \(Words.count(school.circuits.count)) heating circuits, \
      \(Words.count(school.feeds.count)) sensors, \
      \(Words.count(school.count * school.interval / 86_400)) days at \
      \(Words.duration(school.interval)).
      Its feeds are in \(folder.path), a workspace like any other.


      """)
    let outcomes = try school.circuits.map { try judge($0, of: school, in: workspace) }
    try tell(table(outcomes).text() + "\n")
    try draw(school, outcomes, in: workspace)
    try tell(next(outcomes))
    return outcomes
  }

  /// The outcomes as a JSON object: the score of the first circuit, and under `circuits` those of all.
  func json(_ outcomes: [Outcome]) -> JSON {
    var members = outcomes.first?.score.members ?? [:]
    members["seed"] = JSON(seed)
    members["folder"] = JSON(folder.path)
    members["circuits"] = .array(
      outcomes.map { outcome in
        var members = outcome.score.members
        members["circuit"] = JSON(outcome.circuit)
        members["state_feed"] = JSON(outcome.state.id)
        return .object(members)
      })
    return .object(members)
  }

  private func tell(_ text: String) throws {
    if isSpeaking { try Console.write(text) }
  }

  /// Makes the workspace: files, names, circuits.
  private func build(_ school: SimulatedSchool) throws -> Workspace {
    let workspace = try Workspace(folder.path)
    try workspace.setTimeZone(Self.zone)
    try Progress.during("Writing the feeds") { progress in
      for (index, feed) in school.feeds.enumerated() {
        _ = try workspace.importFeed(
          feed.values, on: school.timeline, name: feed.name, tag: feed.tag, unit: feed.unit)
        progress.advance(index + 1, of: school.feeds.count)
      }
    }
    let feeds = try workspace.feeds()
    func id(_ name: String) throws -> Int { try feeds.named(name).id }
    for circuit in school.circuits {
      try workspace.save(
        Circuit(
          name: circuit.name, supply: id(circuit.supply), return: id(circuit.return),
          indoor: circuit.indoor.map(id), outdoor: id(circuit.outdoor),
          plantRoom: id(circuit.plantRoom)))
    }
    return workspace
  }

  /// Infers a circuit's state and compares it with what was simulated.
  private func judge(
    _ simulated: SimulatedCircuit, of school: SimulatedSchool, in workspace: Workspace
  ) throws -> Outcome {
    let truth = truth(of: simulated, in: school)
    try OutputFile.write(
      folder.file("truth-\(simulated.name).json"), truth.json(circuit: simulated.name).text + "\n")

    let started = ContinuousClock.now
    let report = try Progress.during("Inferring \(simulated.name)") { _ in
      try workspace.infer(workspace.circuit(simulated.name), method: MethodName.usual.method)
    }
    let elapsed = started.duration(to: .now)
    guard let id = report.stateFeed else {
      throw CommandError(
        "circuit \(simulated.name) was given no state feed", remedy: "Run `retouche check`.")
    }
    let state = try workspace.feed(id: id)
    let score = try workspace.score(state, against: truth)
    return Outcome(circuit: simulated.name, state: state, score: score, elapsed: elapsed)
  }

  /// The true state wherever the supply was recorded: of the rest nobody could tell.
  private func truth(of circuit: SimulatedCircuit, in school: SimulatedSchool) -> Truth {
    let supply = school.feed(circuit.supply)?.values ?? []
    return Truth(
      start: school.start, interval: school.interval,
      states: zip(circuit.trueState, supply).map { state, value in
        value.isNaN ? .unknown : HeatState(rawValue: state) ?? .unknown
      })
  }

  private func table(_ outcomes: [Outcome]) -> Table {
    var table = Table([
      .init("circuit"), .init("state feed"), .init("right", .right), .init("edges found", .right),
      .init("edges true", .right), .init("typical error", .right), .init("took", .right),
    ])
    for outcome in outcomes {
      func share(_ value: Double?) -> String {
        value.map { Words.fixed(100 * $0, 1) + " %" } ?? "–"
      }
      let score = outcome.score
      let error = score.medianEdgeError.map { Words.duration(Int($0.rounded())) } ?? "–"
      let took = Int((outcome.elapsed / .milliseconds(1)).rounded())
      table.add(
        Table.Cell(outcome.circuit, .bold), "\(outcome.state.id) \(outcome.state.name)",
        Table.Cell(share(score.balancedAccuracy)), Table.Cell(share(score.edgeRecall)),
        Table.Cell(share(score.edgePrecision)), Table.Cell(error), "\(took) ms")
    }
    return table
  }

  /// Draws the first circuit's fifth week, in the terminal and as a picture.
  private func draw(
    _ school: SimulatedSchool, _ outcomes: [Outcome], in workspace: Workspace
  ) throws {
    guard let circuit = school.circuits.first, let outcome = outcomes.first else { return }
    let names = [outcome.state.name, circuit.supply, circuit.indoor.first ?? "", circuit.outdoor]
    let selection = try Selection(names.filter { !$0.isEmpty }, in: workspace)
    let plot = try Plot(selection, week(school), in: workspace)
    try OutputFile.write(folder.file("week.svg"), try plot.picture(width: nil, height: nil))
    if isSpeaking { try tell(plot.text(width: nil, height: nil) + "\n") }
  }

  private func week(_ school: SimulatedSchool) -> Range<Int> {
    let day = 86_400
    let first = school.start + 28 * day
    return first..<first + 7 * day
  }

  private func next(_ outcomes: [Outcome]) -> String {
    guard let first = outcomes.first, let last = outcomes.last else { return "" }
    let options = "-w \(folder.path.quotedForShell)"
    // As it was called, so that what is printed here can be typed as it stands.
    let called = CommandLine.arguments.first ?? ""
    let program = called.contains("/") ? called.quotedForShell : "retouche"
    return """
      The same week as a picture: \(folder.file("week.svg"))

      Next, try:
        \(program) feeds \(options)
        \(program) segments \(last.state.name) --from 2021-02-08 --to 2021-02-15 \(options)
        \(program) set \(first.state.name) off --from "2021-02-10 06:00" --to "2021-02-10 12:00" \(options)

      """
  }
}

extension SimulatedSchool {
  /// The instants of every feed of the school.
  fileprivate var timeline: Timeline { Timeline(start: start, interval: interval, count: count) }
}

extension Truth {
  /// The document that `retouche score --truth` reads.
  ///
  /// - Parameter circuit: Name of the circuit.
  /// - Returns: The document.
  fileprivate func json(circuit: String) -> JSON {
    .object([
      "circuit": JSON(circuit),
      "segments": .array(
        segments.map { segment in
          .object([
            "start": JSON(segment.start), "end": JSON(segment.end),
            "state": JSON(segment.state == .on ? "on" : "off"),
          ])
        }),
    ])
  }
}
