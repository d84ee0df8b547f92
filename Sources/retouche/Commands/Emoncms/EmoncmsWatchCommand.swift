import ArgumentParser
import CMalloc
import Emoncms
import Feeds
import Workspace

struct EmoncmsWatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract:
      "Keep a circuit's state up to date on the Emoncms: pull, infer, push, again and again.",
    usage: """
      retouche emoncms watch CIRCUIT [--every S | --once] [--connection NAME]
        [-w DIR]
      """,
    discussion: """
      What runs in the boiler room. New points of the circuit's temperatures are pulled, the inference \
      goes on from the last one, and the state is pushed; a state feed that is not registered yet is. \
      When the Emoncms cannot be reached it is tried again, later each time. SIGTERM ends it after the \
      work under way. Under systemd it tells when it is ready and that it lives; a unit is in \
      packaging/systemd. With --once it goes round once, for a timer.

      Examples:
        retouche emoncms watch north
        retouche emoncms watch north --every 300
        retouche emoncms watch north --once
      """)

  /// The longest pause after failures, in seconds.
  private static let longestPause = 900.0

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var connection: ConnectionOptions

  @Argument(help: "The circuit's name.")
  var circuit: String

  @Option(help: ArgumentHelp("Seconds from one round to the next, 10 or more.", valueName: "s"))
  var every = 300

  @Flag(help: "Go round once.")
  var once = false

  func validate() throws {
    guard (10...86_400).contains(every) else {
      throw ValidationError("--every takes 10 to 86400 seconds.")
    }
  }

  func run() throws {
    // As for the Studio: what an inference takes is to be given back.
    mallopt(M_MMAP_THRESHOLD, 1 << 20)
    let opened = try workspace.open()
    _ = try opened.circuit(circuit)
    _ = try opened.connection(connection.connection)
    if once { return try say(round(opened, isFirst: true), opened) }
    let ending = Ending()
    ServiceManager.tell("READY=1\nSTATUS=Watching circuit \(circuit)")
    var failures = 0
    var isFirst = true
    while true {
      do {
        try say(round(opened, isFirst: isFirst), opened)
        isFirst = false
        failures = 0
      } catch {
        failures += 1
        Console.note(Failure.sentence(error))
        ServiceManager.tell("STATUS=\(failures) rounds failed: \(Failure.sentence(error))")
      }
      let pause = min(
        Double(every) * Double(1 << min(failures, 4)), max(Self.longestPause, Double(every)))
      if rest(pause, ending) { break }
    }
    ServiceManager.tell("STOPPING=1")
  }

  private func round(_ opened: Workspace, isFirst: Bool) throws -> WatchCycle.Report {
    ServiceManager.tell("WATCHDOG=1")
    // A connection of its own for each round: the last one may have died meanwhile.
    let link = try connection.link(opened)
    return try WatchCycle(workspace: opened, link: link, circuit: circuit).run(isFirst: isFirst)
  }

  /// Rests, and says meanwhile that it lives.
  ///
  /// - Parameters:
  ///   - seconds: How long.
  ///   - ending: The request to end.
  /// - Returns: Whether it is asked to end.
  private func rest(_ seconds: Double, _ ending: Ending) -> Bool {
    var rest = seconds
    let most = ServiceManager.watchdogPeriod ?? seconds
    while rest > 0 {
      let part = min(rest, most)
      if ending.wait(part) { return true }
      ServiceManager.tell("WATCHDOG=1")
      rest -= part
    }
    return false
  }

  private func say(_ report: WatchCycle.Report, _ opened: Workspace) throws {
    var line = "\(circuit): \(Words.count(report.newPoints, "new point")), "
    line += "\(Words.count(report.push.changedPoints, "point")) sent"
    if let now = report.now {
      line += "; \(now.state.name) at \(try opened.localTime().text(now.time))"
    }
    ServiceManager.tell("STATUS=\(line)")
    try Console.write("\(line)\n")
  }
}
