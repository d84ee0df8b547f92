import Feeds
import TestSupport
import Testing

@Suite struct CSVReaderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private let start = 1_612_790_400

  /// Two rows of one column are read alike from all of these.
  @Test(arguments: [
    "time,a\n1612790400,20.5\n1612790700,-3\n",
    "time,a\r\n1612790400,20.5\r\n1612790700,-3",
    "time,a\r1612790400,20.5\r1612790700,-3\r",
    "\u{FEFF}time,a\n1612790400,20.5\n1612790700,-3.0\n",
    "time;a\n1612790400;20,5\n1612790700;-3,0\n",
    "time\ta\n1612790400\t20,5\n1612790700\t-3\n",
    "\"time\",\"a\"\n\"1612790400\",\"20.5\"\n\"1612790700\",\"-3\"\n",
    "a,time\n20.5,1612790400\n-3,1612790700\n",
    "a,TimeStamp\n20.5,1612790400000\n-3,1612790700999\n",
    "a,when\n20.5,1612790400\n-3,1612790700\n",
    "time,a\n\n1612790400,20.5\n\n\n1612790700,-3\n\n",
    " time , a \n 1612790400 , 2.05e1 \n1612790700.0,-0.3E+1\n",
    "time,a,\n1612790400,20.5,\n1612790700,-3,\n",
  ])
  func `the same table is read from any dialect`(text: String) throws {
    let columns = try folder.columns(text)
    #expect(
      columns == [ImportedColumn(name: "a", start: start, interval: 300, points: [20.5, -3])])
  }

  @Test(arguments: ["NaN", "nan", "null", "NULL", "NA", "\"NaN\"", " nan "])
  func `words for a missing value make a row of NaN`(cell: String) throws {
    let columns = try folder.columns(
      "time,a\n1612790400,1\n1612790700,\(cell)\n1612791000,\(cell)\n")
    #expect(columns[0].points.count == 3)
    #expect(columns[0].points[0] == 1 && columns[0].points[1].isNaN && columns[0].points[2].isNaN)
  }

  @Test func `an empty cell makes no row`() throws {
    let columns = try folder.columns(
      """
      time,a,b,c
      1612790400,,1,
      1612790700,5,,
      1612791000,6,2,
      1612791600,8,3,
      1612791900,,,

      """)
    #expect(columns.map(\.name) == ["a", "b", "c"])
    #expect(columns[0].timeline == Timeline(start: start + 300, interval: 300, count: 4))
    #expect(columns[0].points[0...1] == [5, 6])
    #expect(columns[0].points[2].isNaN && columns[0].points[3] == 8)
    #expect(
      columns[1] == ImportedColumn(name: "b", start: start, interval: 600, points: [1, 2, 3]))
    #expect(columns[2] == ImportedColumn(name: "c", start: 0, interval: 300, points: []))
  }

  @Test func `times in words are read by the caller`() throws {
    let text = "when,a\n2021-02-08 14:20,1\n2021-02-08 14:25,2\n"
    let times = ["2021-02-08 14:20": start, "2021-02-08 14:25": start + 300]
    let columns = try folder.columns(text) { text in
      guard let time = times[text] else { throw NotUnixTime() }
      return time
    }
    #expect(columns[0].timeline == Timeline(start: start, interval: 300, count: 2))
    let error = try #require(throws: FeedError.self) { try folder.columns(text, time: "when") }
    #expect(error.offset == 2)
    #expect(error.value == "2021-02-08 14:20")
    #expect(error.description.contains("neither Unix seconds"))
  }

  @Test func `the column of times can be named`() throws {
    let text = "time,epoch,a\nx,1612790400,1\ny,1612790700,2\n"
    let columns = try folder.columns("time,epoch\n1,1612790400\n2,1612790700\n", time: "EPOCH")
    #expect(columns.map(\.name) == ["time"])
    let error = try #require(throws: FeedError.self) { try folder.columns(text, time: "epock") }
    #expect(error.code == .malformed)
    #expect(error.description.contains("time, epoch, a"))
  }

  @Test func `a given interval rounds times down`() throws {
    let columns = try folder.columns(
      "time,a\n1612790401,1\n1612790702,2\n1612791610,3\n", interval: 300)
    #expect(columns[0].timeline == Timeline(start: start, interval: 300, count: 5))
    #expect(columns[0].points[0...1] == [1, 2])
    #expect(columns[0].points[4] == 3)
  }

  @Test func `one row is enough when the interval is given`() throws {
    let columns = try folder.columns("time,a\n1612790401,1\n", interval: 300)
    #expect(columns == [ImportedColumn(name: "a", start: start, interval: 300, points: [1])])
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `rows at random instants agree with a naive model`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let step = Int.random(in: 1...60, using: &generator)
    var time = 1_600_000_000 / step * step
    var text = "time,a\n"
    var model: [Int: Float] = [:]
    for _ in 0..<200 {
      time += step * (Bool.random(using: &generator) ? 1 : Int.random(in: 1...9, using: &generator))
      let value = Float.random(in: -50...50, using: &generator)
      model[time] = value
      text += "\(time),\(value)\n"
    }
    let column = try folder.columns(text)[0]
    let times = model.keys.sorted()
    #expect(column.start == times.first)
    #expect(column.timeline.lastTime == times.last)
    #expect(zip(times, times.dropFirst()).allSatisfy { ($1 - $0) % column.interval == 0 })
    for (slot, point) in column.points.enumerated() {
      let expected = model[column.timeline.time(of: slot)] ?? .nan
      #expect(point.bitPattern == expected.bitPattern, "seed \(seed)")
    }
  }

  @Test func `a file longer than the buffer is read with its line numbers`() throws {
    var text = "time,a,b\n"
    for row in 0..<30_000 { text += "\(start + 60 * row),\(row % 100),\"\(row % 7)\"\r\n" }
    let columns = try folder.columns(text)
    #expect(columns.map(\.points.count) == [30_000, 30_000])
    #expect(columns[0].points.enumerated().allSatisfy { $1 == Float($0 % 100) })
    #expect(columns[1].points.enumerated().allSatisfy { $1 == Float($0 % 7) })
    text += "\(start),1,2\n"
    let error = try #require(throws: FeedError.self) { try folder.columns(text) }
    #expect(error.offset == 30_002)
  }

  /// Faults: the text, the line of the fault, and what the error says of it.
  @Test(
    arguments: [
      ("", nil, "is empty"),
      ("\n\n", nil, "is empty"),
      ("time,a\n", 2, "no row"),
      ("time\n1612790400\n", 1, "one column only"),
      ("1612790400,1\n1612790700,2\n", 1, "names of the columns"),
      ("a,b\n1,2\n3,4\n", 1, "--time"),
      ("time,a\n1612790400,1\n1612790700,2,3\n", 3, "3 cells"),
      ("time,a\n1612790400,1\n1612790700\n", 3, "1 cells"),
      ("time,a\n1612790400,1\n\n\n1612790700,abc\n", 5, "\"abc\" in column \"a\""),
      ("time,a\n1612790400,1\n1612790700,1.2.3\n", 3, "1.2.3"),
      ("time,a\n1612790400,1\n1612790700,\"1,5\"\n", 3, "1,5"),
      ("time,a\n1612790400,1\n1612790700,0x10\n", 3, "0x10"),
      ("time,a\n1612790400,1\n1612790700,1e39\n", 3, "1e39"),
      ("time,a\n1612790400,1\n1612790700,-\n", 3, "\"-\""),
      ("time;a\n1612790400;1\n1612790700;1 000,5\n", 3, "1 000,5"),
      ("time,a\n1612790400,1\nyesterday,2\n", 3, "yesterday"),
      ("time,a\n1612790400,1\n,2\n", 3, "for a time"),
      ("time,a\n1612790400,1\n20210208,2\n", 3, "20210208"),
      ("time,a\n1612790400,1\n99999999999,2\n", 3, "2106"),
      ("time,a\n1612790400,1\n1612790700,2\n1612790700,3\n", 4, "same time as line 3"),
      ("time,a\n1612790700,1\n1612790400,2\n", 3, "earlier time than line 2"),
      ("time,\"a\nb\"\n1612790400,1\n1612790700,x\n", 4, "x"),
      ("time,a\n1612790400,\"1\n1612790700,2\n", 2, "not closed"),
      ("time,a\n1612790400,\"1\"2\n1612790700,2\n", 2, "closing quotation mark"),
      ("time,a\n1612790400,1\n", 2, "one row only"),
      ("time,a\n1612790401,1\n1612790701,2\n", 2, "no multiple"),
      ("time,a\n1000000000,1\n1000000001,2\n1600000000,3\n", 4, "from line 3 to line 4"),
    ] as [(String, Int?, String)])
  func `a fault is named with its line`(text: String, line: Int?, says: String) throws {
    let error = try #require(throws: FeedError.self) { try folder.columns(text) }
    #expect(error.code == .malformed)
    #expect(error.file == folder.file("file.csv"))
    #expect(error.offset == line, "\(error)")
    #expect(error.description.contains(says), "\(error)")
  }

  @Test func `two rows in one interval are named`() throws {
    let error = try #require(throws: FeedError.self) {
      try folder.columns("time,a\n1612790401,1\n1612790700,2\n1612790900,3\n", interval: 300)
    }
    #expect(error.offset == 4)
    #expect(error.description.contains("lines 3 and 4"))
  }

  @Test(arguments: [0, -300, 5_000_000_000])
  func `an interval that cannot be is refused`(interval: Int) throws {
    let error = try #require(throws: FeedError.self) {
      try folder.columns("time,a\n1612790401,1\n", interval: interval)
    }
    #expect(error.code == .badRange)
  }

  @Test func `times that share too small a divisor are refused`() throws {
    var text = "time,a\n"
    for row in 0..<200 { text += "\(1_000_000_000 + row * 100_000 + row % 2),1\n" }
    let error = try #require(throws: FeedError.self) { try folder.columns(text) }
    #expect(error.description.contains("--interval"))
  }

  @Test func `many columns with a great jump each are refused`() throws {
    let names = (1...40).map { "c\($0)" }.joined(separator: ",")
    let ones = Array(repeating: "1", count: 40).joined(separator: ",")
    let error = try #require(throws: FeedError.self) {
      try folder.columns(
        "time,\(names)\n1000000000,\(ones)\n1000000001,\(ones)\n1015000000,\(ones)\n")
    }
    #expect(error.code == .malformed)
    #expect(error.description.contains("column \"c5\""), "\(error)")
  }

  @Test func `a line without end is refused`() throws {
    let text = "time,a\n1612790400,\"" + String(repeating: "1\n", count: 200_000)
    let error = try #require(throws: FeedError.self) { try folder.columns(text) }
    #expect(error.code == .malformed && error.offset == 2)
    #expect(error.description.contains("256 kB"))
  }

  @Test func `text in UTF-16 is refused`() throws {
    try folder.write([0xFF, 0xFE, 0x74, 0, 0x69, 0], to: "file.csv")
    let error = try #require(throws: FeedError.self) {
      try CSVReader(folder.file("file.csv")).columns()
    }
    #expect(error.description.contains("UTF-8"))
  }

  @Test func `a missing file and a folder are named`() throws {
    let missing = try #require(throws: FeedError.self) {
      try CSVReader(folder.file("none.csv")).columns()
    }
    #expect(missing.code == .missing)
    let inPlace = try #require(throws: FeedError.self) { try CSVReader(folder.path).columns() }
    #expect(inPlace.code == .inaccessible)
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func `any bytes are read or refused`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let alphabet = Array("1612790400,;\t\"\r\n-.eE nNaA\u{0}é9".utf8)
    var bytes = Array("time,a\n1612790400,1\n1612790700,2\n".utf8)
    for _ in 0..<Int.random(in: 1...12, using: &generator) {
      let at = Int.random(in: 0...bytes.count, using: &generator)
      if at < bytes.count && Bool.random(using: &generator) { bytes.remove(at: at) }
      let byte = alphabet.randomElement(using: &generator) ?? 0
      bytes.insert(byte, at: min(at, bytes.count))
    }
    try folder.write(bytes, to: "file.csv")
    do throws(FeedError) {
      for column in try CSVReader(folder.file("file.csv")).columns() {
        #expect(column.interval > 0 && column.start % column.interval == 0)
      }
    } catch {
      #expect([.malformed, .badRange].contains(error.code), "seed \(seed): \(error)")
    }
  }

  @Test(arguments: 0..<5 as Range<UInt64>)
  func `numbers are read to the nearest float`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var cells = [
      "16777217", "16777217.0000001", "16777219", "0.1", "1e-45", "1e-46", "3.4028235e38",
      "123456789012345678901234567890", "0.000000000000000000000000000000000012345", "-0", "+5",
      "5.", ".5", "00012.50", "8388608.5", "8388609.5", "33554434", "33554430.99999999999999999999",
    ]
    for _ in 0..<1000 {
      let value = Double.random(in: -1e6...1e6, using: &generator)
      cells.append("\(value)")
      cells.append("\(Float(value).nextUp)")
      let exponent = Int.random(in: -30...29, using: &generator)
      cells.append("\(Int.random(in: 0...999_999_999, using: &generator))e\(exponent)")
    }
    var text = "time,a\n"
    for (row, cell) in cells.enumerated() { text += "\(start + 300 * row),\(cell)\n" }
    let points = try folder.columns(text)[0].points
    for (point, cell) in zip(points, cells) {
      #expect(point.bitPattern == Float(cell)?.bitPattern, "\(cell)")
    }
  }
}
