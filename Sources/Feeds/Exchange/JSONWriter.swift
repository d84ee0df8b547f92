/// Writes feeds as one JSON document, each at its own instants.
///
/// `{"feeds":[{"id":…,"name":…,"tag":…,"unit":…,"interval":…,"start":…,"values":[…]},…]}`: `start`
/// is the time of the first value written, Unix seconds, null where there is none. A value is null
/// where nothing was recorded, or where it is infinite, which JSON cannot say.
public struct JSONWriter: Sendable {
  private let feeds: [ExportedFeed]
  private let range: Range<Int>

  /// - Parameters:
  ///   - feeds: The feeds.
  ///   - range: The window of time in Unix seconds; everything unless given.
  public init(_ feeds: [ExportedFeed], in range: Range<Int> = Int.min..<Int.max) {
    self.feeds = feeds
    self.range = range
  }

  /// Writes the whole document.
  ///
  /// - Parameter sink: Takes the bytes, in pieces of some 64 kB.
  /// - Throws: ``FeedError`` when a feed cannot be read, and what the sink throws.
  public func write(to sink: (UnsafeRawBufferPointer) throws -> Void) throws {
    var output = OutputBuffer()
    output.append("{\"feeds\":[")
    for (index, feed) in feeds.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      appendHead(of: feed, to: &output)
      var isFirst = true
      var rows = SampleRows(of: [feed.reader], in: range)
      while try rows.next() {
        if !isFirst { output.append(UInt8(ascii: ",")) }
        isFirst = false
        let value = rows.values[0]
        if value.isFinite { output.append(value) } else { output.append("null") }
        try output.drain(to: sink)
      }
      output.append("]}")
    }
    output.append("]}\n")
    try output.flush(to: sink)
  }

  /// Appends everything of a feed before its values.
  private func appendHead(of feed: ExportedFeed, to output: inout OutputBuffer) {
    let timeline = feed.reader.timeline
    let slots = timeline.slots(in: range)
    let start = slots.isEmpty ? "null" : "\(timeline.time(of: slots.lowerBound))"
    output.append("{\"id\":\(feed.id),\"name\":\(Self.literal(feed.name))")
    output.append(",\"tag\":\(Self.literal(feed.tag)),\"unit\":\(Self.literal(feed.unit))")
    output.append(",\"interval\":\(timeline.interval),\"start\":\(start),\"values\":[")
  }

  /// A JSON string literal.
  static func literal(_ text: String) -> String {
    var literal = "\""
    for character in text.unicodeScalars {
      switch character {
      case "\"": literal += "\\\""
      case "\\": literal += "\\\\"
      case "\n": literal += "\\n"
      case "\r": literal += "\\r"
      case "\t": literal += "\\t"
      case _ where character.value < 0x20:
        let digits = String(character.value, radix: 16)
        literal += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: literal.unicodeScalars.append(character)
      }
    }
    return literal + "\""
  }
}
