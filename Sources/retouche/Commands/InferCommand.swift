import ArgumentParser
import Foundation
import Inference
import Workspace

struct InferCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "infer",
    abstract: "Infer a circuit's state from its temperatures.",
    usage: """
      retouche infer CIRCUIT | --all [--meaning heat|pump]
        [--method physics|excess] [--continue | --from T --to T] [--dry-run]
        [--json] [-w DIR]
      """,
    discussion: """
      Writes the circuit's state feed as one edit, which `retouche undo` takes back. What was set by \
      hand is kept, and used. A circuit without a state feed is given one.

      With --continue the state feed is made longer, up to the present end of the supply, and brought \
      to what a full run now gives: one edit of all that changes, or none where nothing does. Run it as \
      often as new points arrive. How sure a settled state is stays as it was told; a plain run tells \
      that anew.

      The last \(lookAhead) hours are provisional: later samples may still change them, and \
      `retouche segments` marks them. Of a pump it is two days more, for so long a pause is none. What \
      is older changes only where new samples teach another law of cooling: on the school in 4 of 100 \
      hourly runs, mostly by a few samples.

      "now" is the state of the newest sample, told from the past alone. It is least sure after a \
      switch: a sample or two must show it, and until then the state before is told. Of the school's \
      newest samples, 97 in 100 were told as later samples confirmed; of those told with a confidence \
      of 0.95 or more, 99 in 100. It is settled once \(lookAhead) hours of samples have followed.

      With --all, all circuits are inferred, on all cores; one that fails is said, and does not stop \
      the others.

      Examples:
        retouche infer north
        retouche infer north --from 2021-03-01 --to 2021-04-01 --dry-run
        retouche infer north --continue --json
        retouche infer --all --continue
      """)

  /// Hours that stay provisional at the usual intervals.
  private static let lookAhead =
    MethodName.usual.method.lookAhead(.heat, interval: 300) / 3600

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var range: RangeOptions

  @Argument(help: "The circuit's name.")
  var circuit: String?

  @Flag(help: "Infer all circuits of the workspace.")
  var all = false

  @Option(
    help: ArgumentHelp(
      "What on is to mean: heat is delivered, or the pump runs (default: heat; with --continue "
        + "what it last meant)."))
  var meaning: Meaning?

  @Option(
    help: ArgumentHelp(
      "How it is told (default: \(MethodName.usual.rawValue); with --continue as it last was)."))
  var method: MethodName?

  @Flag(
    name: .customLong("continue"),
    help: "Go on from an earlier inference, up to the supply's present end.")
  var isOnward = false

  @Flag(help: "Say what would be done, and do nothing.")
  var dryRun = false

  func validate() throws {
    guard all != (circuit != nil) else {
      throw ValidationError(
        all ? "Choose one of CIRCUIT and --all." : "Name a circuit, or choose --all.")
    }
    guard !isOnward || (range.from == nil && range.to == nil) else {
      throw ValidationError("Choose one of --continue and a period: it goes on to the end.")
    }
  }

  func run() throws {
    let opened = try workspace.open()
    let circuits = try circuit.map { [try opened.circuit($0)] } ?? opened.circuits()
    guard !circuits.isEmpty else {
      throw CommandError(
        "this workspace has no circuit",
        remedy: "Declare one with `\(workspace.command("circuit add NAME --supply FEED"))`.")
    }
    let clock = try opened.localTime()
    let requests = try circuits.map { try request($0, opened, clock) }
    if all { return try inferAll(requests, opened, clock) }
    for request in requests { try infer(request, opened, clock) }
  }

  /// What is asked of a circuit: where an inference goes on, as it was told before.
  private func request(
    _ circuit: Circuit, _ workspace: Workspace, _ clock: LocalTime
  ) throws -> InferenceRequest {
    if isOnward {
      return try InferenceRequest(
        onward: circuit, in: workspace, method: method, meaning: meaning, isDry: dryRun)
    }
    let (from, to) = try range.resolved(clock)
    return InferenceRequest(
      circuit, method: (method ?? .usual).method, meaning: meaning ?? .heat,
      extent: .period(from: from, to: to), isDry: dryRun)
  }

  private func infer(
    _ request: InferenceRequest, _ opened: Workspace, _ clock: LocalTime
  ) throws {
    let started = ContinuousClock.now
    let report = try Progress.during("Inferring \(request.circuit.name)") { _ in
      try opened.infer(request)
    }
    let elapsed = started.duration(to: .now)
    if output.json { return try Console.write(report.json(elapsed: elapsed)) }
    let feed = try report.stateFeed.map { try opened.feed(id: $0) }
    try Console.write(report.text(feed, clock, uncertain: uncertain(feed)))
    if report.edit != nil, let feed { Console.tell(next(feed)) }
  }

  private func inferAll(
    _ requests: [InferenceRequest], _ opened: Workspace, _ clock: LocalTime
  ) throws {
    let outcomes = Progress.during("Inferring \(Words.count(requests.count, "circuit"))") { shown in
      opened.infer(requests) { shown.advance($0, of: requests.count) }
    }
    let reports = outcomes.compactMap { outcome in
      (try? outcome.result.get()).map { (report: $0, elapsed: outcome.elapsed) }
    }
    if output.json {
      try Console.write(.array(reports.map { $0.report.json(elapsed: $0.elapsed) }))
    } else {
      let cards = try reports.map { report, _ in
        let feed = try report.stateFeed.map { try opened.feed(id: $0) }
        return report.text(feed, clock, uncertain: uncertain(feed))
      }
      try Console.write(cards.joined(separator: "\n"))
    }
    try Failure.report(
      outcomes.compactMap { outcome in
        guard case .failure(let error) = outcome.result else { return nil }
        return "\(outcome.circuit): \(Failure.sentence(error))"
      })
  }

  /// The command that lists what is uncertain.
  private func uncertain(_ feed: Feed?) -> String {
    workspace.command("segments \(feed.map { "\($0.id)" } ?? "FEED") --uncertain")
  }

  private func next(_ feed: Feed) -> String {
    """

    Look at it     \(workspace.command("plot \(feed.id)"))
    List it        \(workspace.command("segments \(feed.id)"))
    Take it back   \(workspace.command("undo \(feed.id)"))

    """
  }
}
