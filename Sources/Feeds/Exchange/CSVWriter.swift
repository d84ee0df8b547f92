/// Writes feeds as comma-separated values, from which ``CSVReader`` gives them back to the bit.
///
/// The header is `time` and the feeds' names. There is a row for each instant, in Unix seconds, at
/// which one of the feeds has a point. A cell is the shortest text that gives the same float when
/// read; `NaN` where the feed has a point at that instant and nothing was recorded; empty where the
/// feed has no point at that instant: before its start, after its end, between its instants. (What
/// distinguishes one NaN from another, its payload, is not kept.) Quoting follows RFC 4180; lines
/// end with a line feed.
public struct CSVWriter: Sendable {
  private let feeds: [ExportedFeed]
  private let range: Range<Int>

  /// - Parameters:
  ///   - feeds: The feeds, a column each.
  ///   - range: The window of time in Unix seconds; everything unless given.
  public init(_ feeds: [ExportedFeed], in range: Range<Int> = Int.min..<Int.max) {
    self.feeds = feeds
    self.range = range
  }

  /// Writes the whole text.
  ///
  /// - Parameter sink: Takes the bytes, in pieces of some 64 kB.
  /// - Throws: ``FeedError`` when a feed cannot be read, and what the sink throws.
  public func write(to sink: (UnsafeRawBufferPointer) throws -> Void) throws {
    var output = OutputBuffer()
    output.append("time")
    for feed in feeds {
      output.append(UInt8(ascii: ","))
      output.append(Self.quoted(feed.name))
    }
    output.append(UInt8(ascii: "\n"))
    var rows = SampleRows(of: feeds.map(\.reader), in: range)
    while try rows.next() {
      output.append(decimal: rows.time)
      for feed in feeds.indices {
        output.append(UInt8(ascii: ","))
        guard rows.isPresent(feed) else { continue }
        let value = rows.values[feed]
        if value.isNaN { output.append("NaN") } else { output.append(value) }
      }
      output.append(UInt8(ascii: "\n"))
      try output.drain(to: sink)
    }
    try output.flush(to: sink)
  }

  /// A cell's text, in quotes where it would else be taken for something else.
  static func quoted(_ text: String) -> String {
    let special = "\",;\t\r\n".utf8
    let isPlain = text.utf8.allSatisfy { !special.contains($0) }
    guard !isPlain || text.first == " " || text.last == " " else { return text }
    var quoted = "\""
    for character in text.unicodeScalars {
      if character == "\"" { quoted += "\"" }
      quoted.unicodeScalars.append(character)
    }
    return quoted + "\""
  }
}
