import Feeds
import Foundation
import Inference
import TestSupport
import Testing
import Workspace

/// PyFina, the reader that our users' models start from, sees what Retouche wrote.
@Suite struct PyFinaTests {
  struct Answer: Decodable {
    let interval: Int
    let start: Int
    let npoints: Int
    let end: Int
    let missing: Int
    let points: Data
  }

  private func read(
    _ files: FeedFiles, start: Int, step: Int, count: Int, filled: Bool = false
  ) throws -> Answer {
    try Judge.ask(
      "by_pyfina", [files.folder, files.id, start, step, count, filled], as: Answer.self)
  }

  @Test(arguments: [1, 2, 3])
  func `a created feed has the same times and points`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let folder = try TemporaryFolder()
    let files = FeedFiles(folder: folder.path, id: 19)
    let points = generator.points(Int.random(in: 2...6000, using: &generator))
    let interval = [10, 60, 300, 3600].randomElement(using: &generator) ?? 300
    let start = 1_612_792_800 + interval * Int.random(in: 0...1000, using: &generator)
    try files.create(points: points, start: start, interval: interval)
    let answer = try read(files, start: start, step: interval, count: points.count)
    #expect(answer.interval == interval)
    #expect(answer.start == start)
    #expect(answer.npoints == points.count)
    #expect(answer.end == Timeline(start: start, interval: interval, count: points.count).lastTime)
    #expect(firstDifference(answer.points.doubles, points.map(Double.init)) == nil, "seed \(seed)")
  }

  @Test func `its gaps are those it fills by its own convention`() throws {
    var generator = SeededGenerator(seed: 4)
    let folder = try TemporaryFolder()
    let files = FeedFiles(folder: folder.path, id: 19)
    let points = [.nan, .nan] + generator.points(3000)
    try files.create(points: points, start: 1_612_790_400, interval: 300)
    let answer = try read(
      files, start: 1_612_790_400, step: 300, count: points.count, filled: true)
    // A gap takes the value before it, and one at the beginning that of the first recorded point.
    var held = Double(try #require(points.first { !$0.isNaN }))
    let filled = points.map { point in
      if !point.isNaN { held = Double(point) }
      return held
    }
    #expect(answer.missing == points.count(where: \.isNaN))
    #expect(firstDifference(answer.points.doubles, filled) == nil)
  }

  @Test func `it picks the points that lie on its own grid`() throws {
    var generator = SeededGenerator(seed: 5)
    let folder = try TemporaryFolder()
    let files = FeedFiles(folder: folder.path, id: 19)
    let points = generator.points(5000)
    let timeline = Timeline(start: 1_612_790_400, interval: 300, count: points.count)
    try files.create(points: points, start: timeline.start, interval: timeline.interval)
    let (start, step, count) = (timeline.start + 450, 1000, 1400)
    let answer = try read(files, start: start, step: step, count: count)
    let picked = (0..<count).map { Double(points[timeline.slot(at: start + $0 * step)]) }
    #expect(firstDifference(answer.points.doubles, picked) == nil)
  }

  @Test(arguments: [6, 7])
  func `a state feed reads as it was edited`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let folder = try TemporaryFolder()
    let timeline = Timeline(start: 1_612_790_400, interval: 300, count: 4000)
    try FeedFiles(folder: folder.path, id: 1).create(
      points: generator.points(timeline.count), start: timeline.start, interval: timeline.interval)
    let workspace = try Workspace(folder.path)
    let state = try workspace.createStateFeed(
      like: workspace.feed(id: 1), name: "state", tag: "north", state: .on, keepGaps: true)
    var expected = try workspace.reader(state).points()
    for _ in 0..<20 {
      let first = Int.random(in: 0..<timeline.count, using: &generator)
      let end = Int.random(in: first + 1...timeline.count, using: &generator)
      let value = State.allCases.randomElement(using: &generator) ?? .off
      _ = try workspace.set(
        state, to: value, from: timeline.time(of: first), to: timeline.time(of: end))
      expected.replaceSubrange(
        first..<end, with: repeatElement(value.point, count: end - first))
    }
    _ = try workspace.undo(state)
    _ = try workspace.redo(state)
    let answer = try read(
      FeedFiles(folder: folder.path, id: state.id), start: timeline.start, step: 300,
      count: timeline.count)
    #expect(answer.npoints == timeline.count)
    #expect(
      firstDifference(answer.points.doubles, expected.map(Double.init)) == nil, "seed \(seed)")
  }

  @Test func `a state feed that grew reads as it was inferred`() throws {
    var generator = SeededGenerator(seed: 8)
    let folder = try TemporaryFolder()
    var supply = generator.points(4000)
    let files = FeedFiles(folder: folder.path, id: 1)
    try files.create(points: supply, start: 1_612_790_400, interval: 300)
    let workspace = try Workspace(folder.path)
    try workspace.save(Circuit(name: "north", supply: 1))
    for _ in 0..<5 {
      let more = generator.points(200)
      try FeedWriter(files).write(more, at: supply.count, growingFrom: supply.count)
      supply += more
      _ = try workspace.infer(
        InferenceRequest(
          workspace.circuit("north"), method: ThresholdMethod(lookAhead: 6000), extent: .onward))
    }
    let answer = try read(
      FeedFiles(folder: folder.path, id: 2), start: 1_612_790_400, step: 300, count: 5000)
    #expect(answer.npoints == 5000)
    let expected: [Double] = supply.map { $0.isNaN ? .nan : $0 > 50 ? 1 : 0 }
    #expect(firstDifference(answer.points.doubles, expected) == nil)
  }

  @Test(.enabled(if: SharedData.isPresent, "needs ../shared/data"))
  func `the school's feeds and an inferred state are the same for both`() throws {
    let folder = try TemporaryFolder()
    let ids = [5, 8, 11, 21, 22, 24]
    for id in ids {
      for name in ["\(id).meta", "\(id).dat"] {
        try FileManager.default.copyItem(
          atPath: "\(SharedData.school)/\(name)", toPath: folder.file(name))
      }
    }
    let workspace = try Workspace(folder.path)
    let circuit = Circuit(
      name: "north", supply: 21, return: 22, indoor: [8, 11], outdoor: 5, plantRoom: 24)
    try workspace.save(circuit)
    let state = try #require(try workspace.infer(circuit, method: ExcessMethod()).stateFeed)
    let readers = try (ids + [state]).map {
      try FeedReader(FeedFiles(folder: folder.path, id: $0))
    }
    let answers = try Judge.ask(
      "by_pyfina",
      readers.map { reader -> [Any] in
        [
          folder.path, reader.files.id, reader.timeline.start, reader.timeline.interval,
          reader.timeline.count, false,
        ]
      }, as: Answer.self)
    for (reader, answer) in zip(readers, answers) {
      let points = try reader.points().map(Double.init)
      #expect(firstDifference(answer.points.doubles, points) == nil, "feed \(reader.files.id)")
    }
    let states = try #require(answers.last).points.doubles
    #expect(states.contains(0) && states.contains(1))
    #expect(states.allSatisfy { $0 == 0 || $0 == 1 || $0.isNaN })
  }
}
