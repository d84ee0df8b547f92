/// The value below which a share of the values lies.
///
/// Of many values, some ten thousand evenly spread ones are looked at.
///
/// - Parameters:
///   - share: 0 for the least, 1 for the greatest.
///   - values: Values; NaN is passed over.
/// - Returns: One of the values, or nil where there is none.
func quantile(_ share: Double, of values: ArraySlice<Float>) -> Float? {
  let step = max(1, values.count / 10_000)
  return withUnsafeTemporaryAllocation(of: Float.self, capacity: values.count / step + 1) {
    chosen in
    var count = 0
    for index in stride(from: values.startIndex, to: values.endIndex, by: step)
    where !values[index].isNaN {
      chosen[count] = values[index]
      count += 1
    }
    guard count > 0 else { return nil }
    let rank = Int((share * Double(count - 1)).rounded())
    return select(min(max(rank, 0), count - 1), of: chosen[..<count])
  }
}

/// The value that sorting would put at a place, by quickselect, linear on average.
///
/// - Parameters:
///   - rank: The place, within the values.
///   - values: Values, none NaN; left in another order.
/// - Returns: The value.
private func select(
  _ rank: Int, of values: Slice<UnsafeMutableBufferPointer<Float>>
) -> Float {
  let values = UnsafeMutableBufferPointer(rebasing: values)
  var first = 0
  var end = values.count
  while end - first > 1 {
    let pivot = values[(first + end) / 2]
    let middle = partition(values, first..<end) { $0 < pivot }
    if rank < middle {
      end = middle
      continue
    }
    first = partition(values, middle..<end) { $0 <= pivot }
    if rank < first { return pivot }
  }
  return values[first]
}

/// Brings the values that satisfy a condition to the front of a range, without a branch that would have to be
/// guessed for each.
///
/// - Returns: The place after the last of them.
@inline(__always)
private func partition(
  _ values: UnsafeMutableBufferPointer<Float>, _ range: Range<Int>, _ isFirst: (Float) -> Bool
) -> Int {
  var place = range.lowerBound
  for k in range {
    let value = values[k]
    values[k] = values[place]
    values[place] = value
    place += isFirst(value) ? 1 : 0
  }
  return place
}

/// The mean of the values there are; nil where there is none.
func mean(of values: ArraySlice<Float>) -> Float? {
  var sum = 0.0
  var count = 0
  for value in values where !value.isNaN {
    sum += Double(value)
    count += 1
  }
  return count > 0 ? Float(sum / Double(count)) : nil
}
