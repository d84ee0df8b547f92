import ArgumentParser
import Workspace

/// A period of time, either end of which may be left out.
struct RangeOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("First instant of the period (else the feed's first).", valueName: "T"))
  var from: String?

  @Option(
    help: ArgumentHelp(
      "Where the period ends, itself not part of it (else the feed's end).", valueName: "T"))
  var to: String?

  /// The instants in Unix seconds.
  ///
  /// - Parameter clock: The zone of local times.
  /// - Returns: Both ends, nil where they were left out.
  /// - Throws: `WorkspaceError` for what is no time.
  func resolved(_ clock: LocalTime) throws -> (from: Int?, to: Int?) {
    (try from.map { try clock.parse($0) }, try to.map { try clock.parse($0) })
  }
}
