import Feeds
import Workspace

/// The body of an edit: a gesture, and the periods that it sets.
struct EditRequest: Sendable {
  /// What a person did.
  enum Gesture: String, CaseIterable {
    case paint, edge, flip, split, merge, confirm, table
  }

  /// Changes, and runs seen, that one edit may have.
  static let greatestCount = 1000

  let gesture: Gesture
  let changes: [StatePeriod]
  /// What the person saw there; nil where it is not told.
  let seen: [StatePeriod]?

  /// What is done, for the history: the gesture, and the state where there is but one.
  var what: String {
    let states = Set(changes.map(\.state))
    guard let state = states.first, states.count == 1 else { return gesture.rawValue }
    return "\(gesture.rawValue) \(state.name)"
  }

  init(_ members: Members) throws(Refusal) {
    var members = members
    guard let gesture = try members.optionalChoice("gesture", of: Gesture.self) else {
      throw Refusal.malformed("gesture is missing", "See /api/v1/openapi.json.")
    }
    self.gesture = gesture
    changes = try Self.periods(members.array("changes", atMost: Self.greatestCount), "changes")
    guard !changes.isEmpty else { throw Refusal.malformed("changes is empty", "Send one.") }
    seen = try members.optionalArray("seen", atMost: 20 * Self.greatestCount).map {
      items throws(Refusal) in try Self.periods(items, "seen")
    }
    try members.end()
  }

  /// The edit that a body of an undo or a redo names.
  static func edit(_ members: Members) throws(Refusal) -> Int {
    var members = members
    let edit = try members.integer("edit")
    try members.end()
    return edit
  }

  private static func periods(_ items: [JSON], _ name: String) throws(Refusal) -> [StatePeriod] {
    var periods: [StatePeriod] = []
    for (index, item) in items.enumerated() {
      let place = "\(name)[\(index)]"
      var members = try Members(item, at: place)
      let (from, to) = (try members.integer("from"), try members.integer("to"))
      let name = try members.string("state")
      try members.end()
      guard let state = State(name: name) else {
        throw Refusal.malformed("\(place).state is \"\(name)\"", "Send on, off or unknown.")
      }
      guard TimeLimits.all.contains(from), TimeLimits.all.contains(to), from < to else {
        throw Refusal.badRange("\(place) is empty or no time", "Send an end after its start.")
      }
      guard from >= periods.last?.times.upperBound ?? Int.min else {
        throw Refusal.badRange(
          "\(place) begins before the one before it ends", "Send them in order.")
      }
      periods.append(StatePeriod(times: from..<to, state: state))
    }
    return periods
  }
}
