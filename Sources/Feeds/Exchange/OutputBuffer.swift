/// Bytes on their way to a sink, gathered so that it is called once for many.
struct OutputBuffer: ~Copyable {
  /// Bytes gathered before they are handed on.
  private static let size = 65_536
  private var bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 2 * size)
  private var count = 0

  deinit { bytes.deallocate() }

  /// Hands the bytes to the sink if there are many.
  mutating func drain(to sink: (UnsafeRawBufferPointer) throws -> Void) throws {
    if count >= Self.size { try flush(to: sink) }
  }

  /// Hands all the bytes to the sink.
  mutating func flush(to sink: (UnsafeRawBufferPointer) throws -> Void) throws {
    guard count > 0 else { return }
    try sink(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[..<count]))
    count = 0
  }

  /// Appends one byte.
  mutating func append(_ byte: UInt8) {
    reserve(1)
    bytes[count] = byte
    count &+= 1
  }

  /// Appends text in UTF-8.
  mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in
      reserve(utf8.count)
      for byte in utf8 {
        bytes[count] = byte
        count &+= 1
      }
    }
  }

  /// Appends the bytes of a number, the least significant first.
  mutating func append<Number: FixedWidthInteger & BitwiseCopyable>(littleEndian value: Number) {
    reserve(MemoryLayout<Number>.size)
    UnsafeMutableRawBufferPointer(bytes)
      .storeBytes(of: value.littleEndian, toByteOffset: count, as: Number.self)
    count &+= MemoryLayout<Number>.size
  }

  /// Appends a whole number in decimal digits.
  mutating func append(decimal value: Int) {
    reserve(20)
    if value < 0 { append(UInt8(ascii: "-")) }
    appendDigits(value.magnitude, atLeast: 1)
  }

  /// Appends the shortest text that gives the same float when read, as `description` does.
  ///
  /// Values of one or two decimals and six digits, as most sensors give, take a short way: so few
  /// digits tell floats apart, so that no shorter text can stand for the same value.
  mutating func append(_ value: Float) {
    guard value.magnitude < 100_000, value != 0 else { return append(value.description) }
    let half: Float = value < 0 ? -0.5 : 0.5
    let tenths = Int32(value * 10 + half)
    if tenths != 0 && Float(tenths) / 10 == value && tenths.magnitude <= 999_999 {
      return append(Int(tenths), decimals: 1, scale: 10)
    }
    guard value.magnitude < 10_000 else { return append(value.description) }
    let hundredths = Int32(value * 100 + half)
    if hundredths != 0 && Float(hundredths) / 100 == value && hundredths.magnitude <= 999_999 {
      return append(Int(hundredths), decimals: 2, scale: 100)
    }
    append(value.description)
  }

  private mutating func append(_ scaled: Int, decimals: Int, scale: UInt) {
    reserve(20)
    if scaled < 0 { append(UInt8(ascii: "-")) }
    appendDigits(scaled.magnitude / scale, atLeast: 1)
    append(UInt8(ascii: "."))
    appendDigits(scaled.magnitude % scale, atLeast: decimals)
  }

  /// Appends digits into room that is reserved already.
  private mutating func appendDigits(_ value: UInt, atLeast width: Int) {
    var digits = 1
    var rest = value / 10
    while rest > 0 || digits < width {
      digits &+= 1
      rest /= 10
    }
    rest = value
    for place in stride(from: digits - 1, through: 0, by: -1) {
      bytes[count &+ place] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    count &+= digits
  }

  /// Makes room for more bytes.
  private mutating func reserve(_ more: Int) {
    guard count + more > bytes.count else { return }
    let larger = UnsafeMutableBufferPointer<UInt8>.allocate(
      capacity: max(2 * bytes.count, count + more))
    _ = larger.update(fromContentsOf: bytes[..<count])
    bytes.deallocate()
    bytes = larger
  }
}
