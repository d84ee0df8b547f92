import Feeds
import Foundation
import Workspace

extension Bench {
  /// `retouche feeds` as a whole process, on as many feeds as a school has.
  func listingRows() throws -> [Row] {
    let folder = try makeListedFeeds()
    let ours = [programs.retouche, "feeds", "--json", "-w", folder]
    let theirs = [programs.python, "-B", "\(programs.package)/list_feeds.py", folder]
    try require(
      try listed(by: ours) == listed(by: theirs), "Retouche and numpy list other feeds")
    let samples = try interleave(
      rounds: 25,
      [ours, theirs, ["/bin/true"]].map { command in
        { try programs.run(command).milliseconds }
      })
    let what = "retouche feeds on 27 feeds, whole process"
    return [
      Row(what, samples[0], against: .limit(30), wanted: 1),
      Row(what, samples[0], against: .measured("python3, numpy", samples[1])),
      Row(what, samples[0], against: .measured("/bin/true", samples[2])),
    ]
  }

  /// A catalogued folder of 27 feeds of 16 to 132 117 points.
  private func makeListedFeeds() throws -> String {
    let folder = try scratch.folder("listed")
    let sizes = (0..<27).map { 16 + (132_117 - 16) * $0 / 26 }
    for (index, size) in sizes.enumerated() {
      try FeedFiles(folder: folder, id: index + 1).create(
        points: MadeUp.temperatures(size, seed: UInt64(index)), start: MadeUp.start, interval: 300)
    }
    try Workspace(folder).catalogue(
      sizes.indices.map { (id: $0 + 1, name: "sensor_\($0 + 1)", tag: "school", unit: "°C") })
    return folder
  }

  private struct ListedFeed: Decodable, Equatable {
    let id, interval, start, end, npoints, missing: Int
  }

  private func listed(by command: [String]) throws -> [ListedFeed] {
    try JSONDecoder().decode([ListedFeed].self, from: Data(Programs.output(of: command).utf8))
  }
}
