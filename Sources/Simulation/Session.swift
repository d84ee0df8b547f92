/// A stretch of a local day for which the rooms are to be warm; local seconds since midnight.
struct Session {
  /// When they should be warm.
  var start: Double
  /// When the boost ends at the latest.
  var boostEnd: Double
  var end: Double
}

extension Plant.Circuit {
  /// The session of a day that is under way or comes next.
  ///
  /// - Parameters:
  ///   - day: The local day.
  ///   - second: Local seconds since its midnight.
  /// - Returns: The session, or nil where there is none left on this day.
  func session(day: Int, second: Double) -> Session? {
    guard use.meetings.isEmpty else {
      for meeting in use.meetings where second < meeting.end && meeting.isHeld(on: day) {
        return Session(start: meeting.start, boostEnd: meeting.start, end: meeting.end)
      }
      return nil
    }
    guard second < control.dayEnd, use.days.contains(day) else { return nil }
    return Session(start: control.dayStart, boostEnd: control.boostEnd, end: control.dayEnd)
  }
}
