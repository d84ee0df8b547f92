import Foundation
import Workspace

extension EditReceipt {
  /// Its JSON object.
  var json: JSON { .object(["edit": JSON(edit), "changed_points": JSON(changedPoints)]) }
}

extension LocalTime {
  /// Name of the zone.
  var zoneName: String { zone.identifier }

  /// A period, told by its first instant and the one after its last: the day is said once.
  func text(_ times: Range<Int>) -> String {
    let (from, to) = (text(times.lowerBound), text(times.upperBound))
    let sameDay = from.prefix(10) == to.prefix(10)
    return "\(from) to \(sameDay ? String(to.dropFirst(11)) : to)"
  }
}

extension EditReceipt {
  /// What became of an edit, for people.
  ///
  /// - Parameters:
  ///   - fate: Such as "taken back".
  ///   - feed: The feed.
  ///   - workspace: The workspace, whose journal says what the edit was.
  /// - Returns: A sentence with its line end.
  /// - Throws: what the journal throws.
  func text(_ fate: String, of feed: Feed, in workspace: Workspace) throws -> String {
    let item = try workspace.history(feed).first { $0.edit == edit }
    let clock = try workspace.localTime()
    let what = item.map { " (\($0.what), \(clock.text($0.times)))" } ?? ""
    return "Edit \(edit)\(what) is \(fate): \(Words.count(changedPoints, "point")) changed.\n"
  }
}
