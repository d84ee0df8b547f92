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
  var sorted: [Float] = []
  sorted.reserveCapacity(values.count / step + 1)
  for index in stride(from: values.startIndex, to: values.endIndex, by: step)
  where !values[index].isNaN {
    sorted.append(values[index])
  }
  guard !sorted.isEmpty else { return nil }
  sorted.sort()
  let index = Int((share * Double(sorted.count - 1)).rounded())
  return sorted[min(max(index, 0), sorted.count - 1)]
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
