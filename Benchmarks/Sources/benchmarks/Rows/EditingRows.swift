import CPeer
import Feeds
import Glibc
import Workspace

extension Bench {
  /// A durable edit, beside the least that could make one durable.
  func editingRows() throws -> [Row] {
    let edited = 100_000
    let reference = try makeFeed("edited", MadeUp.temperatures(Self.many, seed: 3))
    let workspace = try Workspace(reference.files.folder)
    let state = try workspace.createStateFeed(
      like: workspace.feed(id: 1), name: "state", tag: "bench", state: .off)
    let (from, to) = (
      reference.timeline.time(of: 2_000_000), reference.timeline.time(of: 2_000_000 + edited)
    )
    let file = open(scratch.file("edited/bare"), O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    defer { close(file) }
    try require(file >= 0 && posix_fallocate(file, 0, Bench.many * 4) == 0, "no room for 20 MB")

    var value = State.off
    let samples = try interleave(
      rounds: 25,
      [
        {
          value = value == .on ? .off : .on
          return try milliseconds {
            let receipt = try workspace.set(state, to: value, from: from, to: to)
            try require(receipt.changedPoints == edited, "another number of points changed")
          }
        },
        {
          let bytes = [Float](repeating: value.point, count: edited)
          return try milliseconds {
            let status = bytes.withUnsafeBytes {
              write_and_synchronize(file, $0.baseAddress, $0.count, 8_000_000)
            }
            try require(status == 0, "the bare write failed")
          }
        },
      ])
    let reader = try workspace.reader(state)
    let runs = try reader.runs(reader.timeline.slots(in: from..<to))
    try require(runs.map(\.state) == [value], "the edit is not in the file")
    return [
      Row(
        "100 000 points of 5 000 000 edited durably", samples[0],
        against: .measured("pwrite of 400 kB, fsync", samples[1]), wanted: 10)
    ]
  }
}
