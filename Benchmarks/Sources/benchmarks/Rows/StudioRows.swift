import Feeds
import Foundation
import Inference
import Simulation
import Workspace

extension Bench {
  /// What the Studio's page asks of its server, end to end over loopback: four curves and their state of
  /// 602 days at 10 s.
  func studioRows() throws -> [Row] {
    let large = try StudioLoad(self, School(seed: 1, days: 602, interval: 10))
    let rows =
      [try large.overview(), try large.pan()] + (try large.underWrk()) + (try large.page())
    // Feeds of a hundredth of the size, and as many requests.
    let small = try StudioLoad(self, School(seed: 1, days: 6, interval: 10))
    for measure in [small.overview, small.pan] { _ = try measure() }
    _ = try small.underWrk()
    let memory = Samples([try large.server.peakMegabytes()])
    let what = "peak memory of retouche studio under these"
    for _ in 1...3 { try large.propose() }
    return rows + [
      Row(what, memory, unit: .megabytes, against: .limit(80), wanted: 1),
      Row(
        what, memory, unit: .megabytes,
        against: .measured(
          "feeds of \(small.count) points", Samples([try small.server.peakMegabytes()])),
        wanted: 1.5),
      Row(
        "its memory after three inferences", Samples([try large.server.residentMegabytes()]),
        unit: .megabytes, against: .limit(80), wanted: 1),
    ]
  }
}

/// A Studio over the first circuit of a simulated school, and requests that measure it.
private struct StudioLoad {
  let server: StudioServer
  /// Points of each feed.
  let count: Int
  private let bench: Bench
  private let days: Int
  private let span: Range<Int>
  /// Supply, return, room and outdoor temperatures.
  private let curves: [Int]
  private let state: Int
  private let circuit: String
  /// The file of the supply's points.
  private let supply: String

  init(_ bench: Bench, _ parameters: School) throws {
    self.bench = bench
    days = parameters.days
    let school = parameters.simulate()
    count = school.count
    span = school.start..<(school.start + school.count * school.interval)
    let circuit = school.circuits[0]
    let workspace = try bench.makeWorkspace("studio-\(days)", of: school, [circuit])
    let feeds = try workspace.feeds()
    curves = try [circuit.supply, circuit.return, circuit.indoor[0], circuit.outdoor].map { name in
      guard let feed = feeds.first(where: { $0.name == name }) else {
        throw BenchmarkError("the simulated school has no \(name)")
      }
      return feed.id
    }
    supply = try workspace.reader(workspace.feed(id: curves[0])).files.data
    let report = try workspace.infer(workspace.circuit(circuit.name), method: PhysicalMethod())
    guard let id = report.stateFeed else { throw BenchmarkError("no state was inferred") }
    state = id
    self.circuit = circuit.name
    server = try StudioServer(bench.programs.retouche, workspace: workspace.folder)
  }

  /// The whole of a feed, four columns a day, beside numpy's from the same file.
  func overview() throws -> Row {
    let columns = 4 * days
    let connection = try StudioConnection(port: server.port)
    let path = columnsPath(curves[0], span, columns)
    let result = "overview-\(days)"
    var body: [UInt8] = []
    let samples = try interleave(
      rounds: 25,
      [
        {
          try milliseconds {
            try connection.send(path, takesGzip: false)
            body = try connection.receive()
          }
        },
        {
          try bench.python.run(["envelope", supply, columns, bench.scratch.file(result)])
        },
      ])
    try require(
      try Self.agree(body, with: bench.scratch.floats(result)), "the columns of numpy are others")
    return Row(
      "\(count) points to \(columns) columns over HTTP", samples[0],
      against: .measured("numpy, from the file", samples[1]), wanted: 0.7)
  }

  /// Whether a body's least, greatest, mean and number of points are those of numpy; a mean may differ in
  /// its last bit, being summed otherwise.
  private static func agree(_ body: [UInt8], with theirs: [Float]) -> Bool {
    let head = 24
    guard body.count == head + 4 * theirs.count else { return false }
    let means = theirs.count / 2..<3 * theirs.count / 4
    return body.withUnsafeBytes { bytes in
      theirs.indices.allSatisfy { index in
        let bits = bytes.loadUnaligned(fromByteOffset: head + 4 * index, as: UInt32.self)
        let ours = Float(bitPattern: UInt32(littleEndian: bits))
        let slack = means.contains(index) ? ours.ulp : 0
        return (ours.isNaN && theirs[index].isNaN) || abs(ours - theirs[index]) <= slack
      }
    }
  }

  /// The 95th percentile of the time until four curves and the state of a window are there, for windows
  /// from a 602nd of the whole to all of it.
  func pan() throws -> Row {
    let connections = try (curves + [state]).map { _ in try StudioConnection(port: server.port) }
    let shares = [1.0 / 602, 7.0 / 602, 30.0 / 602, 182.0 / 602, 1]
    let times = try (0..<400).map { step in
      let window = self.window(share: shares[step % shares.count], step: step)
      return try milliseconds {
        for (connection, curve) in zip(connections, curves) {
          try connection.send(columnsPath(curve, window, 1500), takesGzip: true)
        }
        try connections[curves.count].send(
          "/api/v1/feeds/\(state)/segments?from=\(window.lowerBound)&to=\(window.upperBound)",
          takesGzip: true)
        for connection in connections { _ = try connection.receive() }
      }
    }
    return Row(
      "four curves and the state of a window: 95th percentile",
      Samples([Samples(times).percentile95]), against: .limit(50), wanted: 1)
  }

  /// A part of the whole span, elsewhere at each step.
  private func window(share: Double, step: Int) -> Range<Int> {
    let length = Int(Double(span.count) * share)
    let room = max(1, span.count - length)
    let start = span.lowerBound + (step * 104_729) % room
    return start..<start + length
  }

  /// A twentieth of one curve, asked for by eight connections at once for five seconds.
  func underWrk() throws -> [Row] {
    let window = window(share: 0.05, step: 7)
    let output = try Programs.output(of: [
      "/usr/bin/env", "wrk", "-t1", "-c8", "-d5s", "-H", "Accept-Encoding: gzip",
      "-s", "\(bench.programs.package)/percentile.lua",
      "http://127.0.0.1:\(server.port)\(columnsPath(curves[0], window, 1500))",
    ])
    guard let line = output.firstMatch(of: /p95_ms ([0-9.]+) per_second ([0-9.]+) bad ([0-9]+)/),
      let percentile = Double(line.1), let rate = Double(line.2)
    else { throw BenchmarkError("wrk said: \(output)") }
    try require(line.3 == "0", "retouche studio refused requests of wrk")
    let what = "a month of a curve under wrk, 8 connections"
    return [
      Row("\(what): 95th percentile", Samples([percentile]), against: .limit(50), wanted: 1),
      Row("\(what): requests", Samples([rate]), unit: .perSecond, against: .nothing),
    ]
  }

  /// What a person waits for in a browser: the page, a window, and each frame of a gesture.
  func page() throws -> [Row] {
    struct Times: Decodable {
      let paint: [Double]
      let window: [Double]
      let frame: [Double]
    }
    let feeds = curves.map(String.init).joined(separator: ",")
    let output = try Programs.output(of: [
      "/usr/bin/env", "python3", "\(bench.programs.package)/page.py",
      "http://127.0.0.1:\(server.port)/#circuit=\(circuit)&feeds=\(feeds)&lanes=\(state)",
    ])
    let times = try JSONDecoder().decode(Times.self, from: Data(output.utf8))
    let last = { (times: [Double]) in Samples([Samples(times).percentile95]) }
    return [
      Row(
        "the page in Chromium until all curves are drawn", Samples(times.paint),
        against: .limit(1000), wanted: 1),
      Row(
        "a pan or zoom there, until all is drawn: 95th percentile", last(times.window),
        against: .limit(50), wanted: 1),
      Row(
        "a frame of a gesture there: 95th percentile", last(times.frame),
        against: .limit(16), wanted: 1),
    ]
  }

  /// Has the circuit's state inferred anew, and nothing written.
  func propose() throws {
    let connection = try StudioConnection(port: server.port)
    try connection.post("/api/v1/circuits/\(circuit)/proposals", "{}")
    _ = try connection.receive()
  }

  private func columnsPath(_ feed: Int, _ range: Range<Int>, _ count: Int) -> String {
    "/api/v1/feeds/\(feed)/columns"
      + "?from=\(range.lowerBound)&to=\(range.upperBound)&count=\(count)"
  }
}
