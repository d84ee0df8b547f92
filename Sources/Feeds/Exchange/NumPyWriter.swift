/// Writes feeds as one NumPy array of records, which `numpy.load` opens without pickling.
///
/// The array has one dimension, a record for each instant at which one of the feeds has a point,
/// in order of time. A record has the field `time` (`<i8`, Unix seconds) and a field for each feed
/// (`<f4`), named after it, NaN where nothing was recorded or the feed has no point at the instant.
/// (Format: NumPy enhancement proposal 1, version 1.0, or 2.0 for a header past 65 535 bytes.)
public struct NumPyWriter: Sendable {
  private let readers: [FeedReader]
  private let range: Range<Int>
  /// Names of the fields of a record: `time`, then one for each feed.
  ///
  /// A name that is empty or taken is given a number, because the names of fields must differ.
  public let fields: [String]

  /// - Parameters:
  ///   - feeds: The feeds, a field each.
  ///   - range: The window of time in Unix seconds; everything unless given.
  public init(_ feeds: [ExportedFeed], in range: Range<Int> = Int.min..<Int.max) {
    readers = feeds.map(\.reader)
    self.range = range
    fields = Self.distinct(["time"] + feeds.map { $0.name.isEmpty ? "feed" : $0.name })
  }

  /// Writes the whole file.
  ///
  /// - Parameter sink: Takes the bytes, in pieces of some 64 kB.
  /// - Throws: ``FeedError`` when a feed cannot be read, and what the sink throws.
  public func write(to sink: (UnsafeRawBufferPointer) throws -> Void) throws {
    var output = OutputBuffer()
    var rows = SampleRows(of: readers, in: range)
    for byte in Self.header(fields: fields, rows: rows.instants.countRemaining()) {
      output.append(byte)
    }
    while try rows.next() {
      output.append(littleEndian: Int64(rows.time))
      for value in rows.values { output.append(littleEndian: value.bitPattern) }
      try output.drain(to: sink)
    }
    try output.flush(to: sink)
  }

  /// Everything before the first record: magic, version, length, and the description of the array
  /// padded with spaces so that the records begin at a multiple of 64 bytes.
  static func header(fields: [String], rows: Int) -> [UInt8] {
    let types = fields.enumerated().map { "(\(pythonLiteral($1)), '\($0 == 0 ? "<i8" : "<f4")')" }
    let dictionary =
      "{'descr': [\(types.joined(separator: ", "))], 'fortran_order': False, 'shape': (\(rows),), }"
    let isLong = 10 + dictionary.utf8.count + 64 > 65_535
    let prefix = isLong ? 12 : 10
    let padding = 63 - (prefix + dictionary.utf8.count) % 64
    let length = dictionary.utf8.count + padding + 1
    var header: [UInt8] = [0x93] + Array("NUMPY".utf8) + [isLong ? 2 : 1, 0]
    for shift in 0..<(isLong ? 4 : 2) {
      header.append(UInt8(truncatingIfNeeded: length >> (8 * shift)))
    }
    header += Array(dictionary.utf8)
    header += repeatElement(UInt8(ascii: " "), count: padding)
    header.append(UInt8(ascii: "\n"))
    return header
  }

  /// A Python string literal in ASCII, so that the header is the same in every encoding.
  static func pythonLiteral(_ text: String) -> String {
    var literal = "'"
    for character in text.unicodeScalars {
      switch character.value {
      case UInt32(UInt8(ascii: "'")), UInt32(UInt8(ascii: "\\")):
        literal += "\\\(character)"
      case 0x20..<0x7F: literal.unicodeScalars.append(character)
      default:
        let digits = String(character.value, radix: 16)
        literal += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
      }
    }
    return literal + "'"
  }

  /// The names with a number after those that are taken.
  private static func distinct(_ names: [String]) -> [String] {
    var taken: Set<String> = []
    return names.map { name in
      var candidate = name
      var number = 2
      while !taken.insert(candidate).inserted {
        candidate = "\(name)_\(number)"
        number += 1
      }
      return candidate
    }
  }
}
