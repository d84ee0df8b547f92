/// Fills gaps by straight lines between the values on either side.
///
/// Gaps at the ends have only one side and stay.
///
/// - Parameters:
///   - values: A series, NaN in its gaps; filled in place.
///   - longest: The longest gap to fill, samples; longer ones stay.
func bridgeGaps(in values: inout [Float], upTo longest: Int) {
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
