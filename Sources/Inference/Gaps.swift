/// Fills gaps by straight lines between the values on either side.
///
/// Gaps at the ends have only one side and stay.
///
/// - Parameters:
///   - values: A series, NaN in its gaps; filled in place.
///   - longest: The longest gap to fill, samples; longer ones stay.
func bridgeGaps(in values: inout [Float], upTo longest: Int) {
  // A series without any stays shared with whoever else holds it.
  guard values.withUnsafeBufferPointer({ tally($0, where: \.isNaN) }) > 0 else { return }
  values.withUnsafeMutableBufferPointer { values in
    var last = -1
    for k in 0..<values.count where !values[k].isNaN {
      let missing = k - last - 1
      if last >= 0, missing > 0, missing <= longest {
        let step = (values[k] - values[last]) / Float(missing + 1)
        for gap in 1...missing { values[last + gap] = values[last] + step * Float(gap) }
      }
      last = k
    }
  }
}

/// A series whose gaps are bridged as it is read, as ``bridgeGaps(in:upTo:)`` would have done in a copy.
struct BridgedSeries: Sendable {
  private let values: [Float]
  private let longest: Int
  /// The last place with a value of those read, and the first with one after the gap read last.
  private var last = -1
  private var next = 0

  /// - Parameters:
  ///   - values: A series, NaN in its gaps.
  ///   - longest: The longest gap to fill, samples.
  init(_ values: [Float], upTo longest: Int) {
    self.values = values
    self.longest = longest
  }

  /// Reads the next piece; the first begins at place 0.
  ///
  /// - Parameters:
  ///   - piece: Which; it begins where the last one ended.
  ///   - target: Takes as many values.
  /// - Returns: Whether all of them are there.
  mutating func read(
    _ piece: Range<Int>, into target: UnsafeMutableBufferPointer<Float>
  ) -> Bool {
    values.withUnsafeBufferPointer { values in
      _ = target.update(fromContentsOf: values[piece])
      guard tally(UnsafeBufferPointer(rebasing: values[piece]), where: \.isNaN) > 0 else {
        last = piece.upperBound - 1
        return true
      }
      var isWhole = true
      for k in piece where values[k].isNaN {
        if k > piece.lowerBound, !values[k - 1].isNaN { last = k - 1 }
        let value = bridge(at: k, values)
        target[k - piece.lowerBound] = value
        if value.isNaN { isWhole = false }
      }
      if let end = piece.last, !values[end].isNaN { last = end }
      return isWhole
    }
  }

  private mutating func bridge(at k: Int, _ values: UnsafeBufferPointer<Float>) -> Float {
    if next <= k {
      next = k + 1
      while next < values.count, values[next].isNaN { next += 1 }
    }
    let missing = next - last - 1
    guard last >= 0, next < values.count, missing <= longest else { return .nan }
    let step = (values[next] - values[last]) / Float(missing + 1)
    return values[last] + step * Float(k - last)
  }
}

/// The stretches without a NaN.
///
/// - Parameter values: A series, NaN in its gaps.
/// - Returns: Ranges of indices, in order, none empty.
func stretches(of values: [Float]) -> [Range<Int>] {
  var found: [Range<Int>] = []
  var start: Int?
  for k in 0..<values.count {
    if values[k].isNaN {
      if let first = start { found.append(first..<k) }
      start = nil
    } else if start == nil {
      start = k
    }
  }
  if let first = start { found.append(first..<values.count) }
  return found
}
