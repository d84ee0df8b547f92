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

/// The value that sorting would put at a place, by Hoare's selection, linear on average.
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
  var last = values.count - 1
  while first < last {
    let pivot = values[(first + last) / 2]
    var low = first
    var high = last
    while low <= high {
      while values[low] < pivot { low += 1 }
      while values[high] > pivot { high -= 1 }
      if low <= high {
        values.swapAt(low, high)
        low += 1
        high -= 1
      }
    }
    // What lies between the two parts equals the pivot.
    if rank <= high { last = high } else if rank >= low { first = low } else { return pivot }
  }
  return values[rank]
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
