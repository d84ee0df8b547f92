/// A feed of the test server: row, files and cache.
public struct ServedFeed: Sendable {
  public let id: Int
  public var name: String
  public var tag: String
  public var unit: String
  /// Id of the user whose it is.
  public var owner = 1
  /// Whether all may read it.
  public var isPublic = false
  public var engine = 5
  public var interval: Int
  /// 0 while it has no points.
  public var start = 0
  /// The `.dat` file.
  public var bytes: [UInt8] = []
  /// The size as it was last counted.
  public var size = 0
  /// Whether a last time and value are cached.
  public var isCached = false
  public var time: Int?
  public var value: Double?
  /// Points of it in the low-write buffer.
  public var pending = 0

  public init(id: Int, name: String, tag: String, unit: String, interval: Int) {
    self.id = id
    self.name = name
    self.tag = tag
    self.unit = unit
    self.interval = interval
  }

  /// Whole points in the file.
  public var count: Int { bytes.count / 4 }

  public var points: [Float] { (0..<count).map { point($0) } }

  func point(_ slot: Int) -> Float {
    let bits = bytes[slot * 4..<slot * 4 + 4].reversed().reduce(0 as UInt32) {
      $0 << 8 | UInt32($1)
    }
    return Float(bitPattern: bits)
  }

  /// Writes bytes where a file would have them; a gap is zeros.
  mutating func write(_ new: [UInt8], at offset: Int) {
    let end = offset + new.count
    if bytes.count < end { bytes.append(contentsOf: repeatElement(0, count: end - bytes.count)) }
    bytes.replaceSubrange(offset..<end, with: new)
  }

  /// Writes one point if it is in the feed.
  mutating func post(_ value: Float, at time: Int) {
    guard start > 0, time >= start else { return }
    let slot = (time / interval * interval - start) / interval
    guard slot < count else { return }
    write(withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) }, at: slot * 4)
  }

  /// Caches the last point of the file.
  mutating func cacheLast(lateness: Int) {
    guard count > 0 else { return }
    let last = point(count - 1)
    time = start + interval * (count - 1) + lateness
    value = last.isNaN ? nil : Double(last)
    isCached = true
  }
}
