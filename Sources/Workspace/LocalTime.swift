public import Foundation

/// Instants as people write and read them, in a named zone.
public struct LocalTime: Sendable {
  public let zone: TimeZone

  /// - Parameter zone: The zone of local times.
  public init(zone: TimeZone) { self.zone = zone }

  /// Seconds east of UTC at an instant, daylight saving included.
  public func offset(at time: Int) -> Int {
    zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(time)))
  }

  /// `2021-03-08 06:00`, with seconds where there are any; an instant that no calendar holds is told
  /// as the nearest that it does.
  public func text(_ time: Int) -> String {
    let time = min(max(time, Self.possible.lowerBound), Self.possible.upperBound)
    let fields = Self.fields(time + offset(at: time))
    let minutes = String(
      format: "%04d-%02d-%02d %02d:%02d", fields.year, fields.month, fields.day, fields.hour,
      fields.minute)
    return fields.second == 0 ? minutes : minutes + String(format: ":%02d", fields.second)
  }

  /// Reads an instant: Unix seconds, ISO 8601, or `2021-03-08[ 06:00[:00]]` in the zone.
  ///
  /// - Parameter text: What a person wrote.
  /// - Returns: Unix seconds.
  /// - Throws: ``WorkspaceError`` with code `malformed` for anything else, and for a local time that
  ///   a change of the clocks skips or repeats.
  public func parse(_ text: String) throws(WorkspaceError) -> Int {
    let trimmed = text.trimmingCharacters(in: .whitespaces)
    if let seconds = Int(trimmed) {
      guard Self.possible.contains(seconds) else { throw Self.notATime(text) }
      return seconds
    }
    guard let match = trimmed.wholeMatch(of: Self.pattern) else { throw Self.notATime(text) }
    let (_, year, month, day, hour, minute, second, zoneText) = match.output
    guard
      let naive = Self.naive(
        year: Int(year), month: Int(month), day: Int(day), hour: Int(hour ?? "0"),
        minute: Int(minute ?? "0"), second: Int(second ?? "0"))
    else { throw Self.notATime(text) }
    guard let zoneText else { return try instant(naive, text) }
    guard let offset = Self.offset(zoneText) else { throw Self.notATime(text) }
    return naive - offset
  }

  /// The instants at which clocks of the zone show these naive seconds: none, one or two.
  func instants(showing naive: Int) -> [Int] {
    let day = 86_400
    return Set([offset(at: naive - day), offset(at: naive + day)])
      .map { naive - $0 }
      .filter { $0 + offset(at: $0) == naive }
      .sorted()
  }

  private func instant(_ naive: Int, _ text: String) throws(WorkspaceError) -> Int {
    let found = instants(showing: naive)
    if let only = found.first, found.count == 1 { return only }
    func spelt(_ time: Int) -> String { "\(Self.iso(time, offset: offset(at: time)))" }
    guard found.isEmpty else {
      throw WorkspaceError(
        .malformed, "\"\(text)\"", "occurs twice in \(zone.identifier), where clocks are put back",
        remedy: "Write \(found.map(spelt).joined(separator: " or ")).")
    }
    let before = naive - offset(at: naive - 86_400)
    throw WorkspaceError(
      .malformed, "\"\(text)\"", "does not exist in \(zone.identifier), where clocks skip it",
      remedy: "Write a time with its offset, such as \(spelt(before)).")
  }

  /// The times that feeds and calendars can hold: years 1 to 9999 or so.
  private static let possible = -62_000_000_000...253_000_000_000

  private static var pattern:
    Regex<
      (
        Substring, Substring, Substring, Substring, Substring?, Substring?, Substring?, Substring?
      )
    >
  {
    /(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s?(Z|[+-]\d{2}:?(?:\d{2})?)?)?/
  }

  private static func offset(_ text: Substring) -> Int? {
    if text == "Z" { return 0 }
    let digits = text.dropFirst().filter { $0 != ":" }
    guard let hours = Int(digits.prefix(2)), let minutes = Int("0" + digits.dropFirst(2)),
      hours < 24, minutes < 60
    else { return nil }
    return (text.hasPrefix("-") ? -1 : 1) * (hours * 3600 + minutes * 60)
  }

  /// Seconds from 1970-01-01 00:00 to a date and time of day, were there no zones.
  private static func naive(
    year: Int?, month: Int?, day: Int?, hour: Int?, minute: Int?, second: Int?
  ) -> Int? {
    guard let year, let month, let day, let hour, let minute, let second, hour < 24, minute < 60,
      second < 60
    else { return nil }
    var fields = tm()
    fields.tm_year = Int32(year - 1900)
    fields.tm_mon = Int32(month - 1)
    fields.tm_mday = Int32(day)
    let midnight = timegm(&fields)
    // A date that does not exist, such as 30 February, comes back as another one.
    guard fields.tm_mon == month - 1, fields.tm_mday == day else { return nil }
    return midnight + hour * 3600 + minute * 60 + second
  }

  private static func fields(
    _ naive: Int
  ) -> (year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int) {
    var time = time_t(naive)
    var fields = tm()
    gmtime_r(&time, &fields)
    return (
      Int(fields.tm_year) + 1900, Int(fields.tm_mon) + 1, Int(fields.tm_mday), Int(fields.tm_hour),
      Int(fields.tm_min), Int(fields.tm_sec)
    )
  }

  private static func iso(_ time: Int, offset: Int) -> String {
    let fields = fields(time + offset)
    return String(
      format: "%04d-%02d-%02dT%02d:%02d:%02d%@%02d:%02d", fields.year, fields.month, fields.day,
      fields.hour, fields.minute, fields.second, offset < 0 ? "-" : "+", abs(offset) / 3600,
      abs(offset) / 60 % 60)
  }

  private static func notATime(_ text: String) -> WorkspaceError {
    WorkspaceError(
      .malformed, "\"\(text)\"", "is not a time",
      remedy: "Write Unix seconds, ISO 8601, or a local time such as \"2021-03-08 06:00\".")
  }
}
