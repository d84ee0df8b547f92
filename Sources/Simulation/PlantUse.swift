extension Plant {
  /// Who uses the rooms of a circuit, and when: the controller's calendar follows it, and so do gains
  /// and open windows.
  public struct Use: Sendable, Equatable {
    public var days = Days.taught
    /// Hours of such a day in which there are people, local time.
    public var hours = 8..<17
    /// Whether nobody is there from 12 to 13 h.
    public var isNoonFree = true
    /// Whether nobody is there on Wednesday afternoon.
    public var isWednesdayAfternoonFree = true
    /// Probability that the rooms are used in one of these hours, by half to all of their people.
    public var attendance = 0.8
    /// Share of the people that are there at any other time.
    public var presence = 0.0
    /// Probability that windows are opened in an hour of use; it is 0.3 in rooms above 22 °C.
    public var airing = 0.08
    /// Meetings at fixed times of the week. Where there are any, they stand in the place of days
    /// and hours, and of the controller's.
    public var meetings: [Meeting] = []

    public init() {}
  }

  /// The days on which a building is used.
  public enum Days: Sendable, Hashable {
    /// Monday to Friday outside the breaks of a school.
    case taught
    /// Monday to Friday.
    case weekdays
    /// Every day.
    case all

    func contains(_ day: Int) -> Bool {
      switch self {
      case .taught: SchoolCalendar.isTaught(day)
      case .weekdays: CivilDate.weekday(day) < 5
      case .all: true
      }
    }
  }

  /// A meeting that comes again on one day of the week. Meetings of one day are in the order of time.
  public struct Meeting: Sendable, Hashable {
    /// 0 for Monday to 6 for Sunday.
    public var weekday: Int
    /// Local time, seconds since midnight, at which the rooms should be warm.
    public var start: Double
    /// Local time at which it ends.
    public var end: Double
    /// 1 for every week, 2 for every other.
    public var everyWeeks: Int

    /// - Parameters:
    ///   - weekday: 0 for Monday to 6 for Sunday.
    ///   - start: Local time of its beginning, seconds since midnight.
    ///   - end: Local time of its end, seconds since midnight.
    ///   - everyWeeks: 1 for every week, 2 for every other.
    public init(weekday: Int, start: Double, end: Double, everyWeeks: Int = 1) {
      self.weekday = weekday
      self.start = start
      self.end = end
      self.everyWeeks = everyWeeks
    }

    func isHeld(on day: Int) -> Bool {
      CivilDate.weekday(day) == weekday && floorDivide(day + 3, 7) % everyWeeks == 0
    }
  }
}

extension Plant.Use {
  /// Whether the rooms may be used in an hour of a local day.
  func isOpen(day: Int, hour: Int) -> Bool {
    guard meetings.isEmpty else {
      let second = Double(hour * 3600)
      return meetings.contains { $0.isHeld(on: day) && $0.start <= second && second < $0.end }
    }
    return hours.contains(hour) && !(isNoonFree && hour == 12) && days.contains(day)
      && !(isWednesdayAfternoonFree && hour > 12 && CivilDate.weekday(day) == 2)
  }
}
