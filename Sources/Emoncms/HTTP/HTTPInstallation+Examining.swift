import Glibc

extension HTTPInstallation: Examinable {
  /// Seconds that two clocks may differ by: half a minute is what the way takes at the worst.
  private static let greatestClockError = 30

  public func examine(
    _ feeds: [EmoncmsFeed], _ examination: inout EmoncmsExamination
  ) throws(EmoncmsError) {
    let answer = try client.answer(to: "feed/buffersize.json")
    if let waiting = JSONValue(answer.body)?.integer {
      examination.facts.append(.init("low-write buffer", "\(waiting) points waiting"))
    }
    guard let there = answer.head.date else { return }
    let error = there - time(nil)
    examination.facts.append(.init("clock", "\(error) s from this machine's"))
    guard abs(error) > Self.greatestClockError else { return }
    examination.findings.append(
      EmoncmsFinding(
        "its clock", "is \(abs(error)) s \(error > 0 ? "ahead of" : "behind") this machine's",
        consequence: "New points are stored at wrong times.",
        remedy: "Set the clocks of both machines by NTP."))
  }
}
