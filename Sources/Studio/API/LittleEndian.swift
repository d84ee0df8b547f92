/// Numbers one after another, the least byte first, as binary bodies hold them.
struct LittleEndian {
  private(set) var bytes: [UInt8] = []

  /// - Parameter capacity: Bytes to be expected.
  init(capacity: Int) { bytes.reserveCapacity(capacity) }

  mutating func append(_ value: UInt32) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func append(_ value: Double) {
    withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func append(_ value: Float) { append(value.bitPattern) }

  mutating func append(_ values: [Float]) {
    #if _endian(little)
      values.withUnsafeBytes { bytes.append(contentsOf: $0) }
    #else
      for value in values { append(value) }
    #endif
  }

  mutating func append(_ value: UInt8) { bytes.append(value) }
}
