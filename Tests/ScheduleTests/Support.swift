import Charts
import Feeds
import Simulation

@testable import Schedule

/// Clocks and histories that several tests use.
enum Support {
  /// The clock of the simulated school: that of Paris.
  static let paris: Charts.LocalClock = {
    let clock = Simulation.LocalClock()
    return Charts.LocalClock(zone: "Europe/Paris") { clock.offset(at: $0) }
  }()

  /// A circuit of a simulated school, its state known.
  static func history(_ school: SimulatedSchool, _ index: Int) throws -> CircuitHistory {
    let circuit = school.circuits[index]
    func values(_ name: String) throws -> [Float] { school.feed(name)?.values ?? [] }
    let segments = circuit.trueState.enumerated().map { slot, state in
      LaneSegment(
        start: school.start + slot * school.interval,
        end: school.start + (slot + 1) * school.interval, state: state == 1 ? .on : .off)
    }
    return CircuitHistory(
      window: school.start..<school.start + school.count * school.interval, segments: segments,
      start: school.start, interval: school.interval, supply: try values(circuit.supply),
      indoor: try circuit.indoor.map(values), outdoor: try values(circuit.outdoor), clock: paris)
  }
}
