/// The value below which a share of the values lies.
///
/// Of many values, some ten thousand evenly spread ones are looked at.
///
/// - Parameters:
///   - share: 0 for the least, 1 for the greatest.
///   - values: Values; NaN is passed over.
/// - Returns: One of the values, or nil where there is none.
func quantile(_ share: Double, of values: ArraySlice<Float>) -> Float? {
  withSample(of: values) { $0.isEmpty ? nil : select(share, of: $0) }
}

/// Two values below which shares of the values lie, as by ``quantile(_:of:)``.
func quantiles(
  _ share: Double, _ other: Double, of values: ArraySlice<Float>
) -> (Float, Float)? {
  withSample(of: values) { $0.isEmpty ? nil : (select(share, of: $0), select(other, of: $0)) }
}

/// Calls a closure with some ten thousand evenly spread values, or all of fewer, without NaN.
private func withSample<T>(
  of values: ArraySlice<Float>, _ body: (UnsafeMutableBufferPointer<Float>) -> T
) -> T {
  let step = max(1, values.count / 10_000)
  return withUnsafeTemporaryAllocation(of: Float.self, capacity: values.count / step + 1) {
    chosen in
    var count = 0
    values.withUnsafeBufferPointer { values in
      for index in stride(from: 0, to: values.count, by: step) {
        chosen[count] = values[index]
        count += values[index].isNaN ? 0 : 1
      }
    }
    return body(UnsafeMutableBufferPointer(rebasing: chosen[..<count]))
  }
}

/// The value that sorting would put at a place, by quickselect, linear on average.
///
/// - Parameters:
///   - share: The place: 0 for the first, 1 for the last.
///   - values: Values, at least one, none NaN; left in another order.
/// - Returns: The value.
private func select(_ share: Double, of values: UnsafeMutableBufferPointer<Float>) -> Float {
  let last = values.count - 1
  let rank = min(max(Int((share * Double(last)).rounded()), 0), last)
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

/// How many values satisfy a condition, in sums wide enough for several at a time: fewer than 2^32 are counted.
@inline(__always)
func tally<Value>(_ values: UnsafeBufferPointer<Value>, where condition: (Value) -> Bool) -> Int {
  var count: UInt32 = 0
  for k in 0..<values.count { count &+= condition(values[k]) ? 1 : 0 }
  return Int(count)
}

extension [Bool] {
  /// How many are true.
  var trueCount: Int { withUnsafeBufferPointer { tally($0) { $0 } } }

  /// How many are not as in another array, of the same length.
  func differences(from other: [Bool]) -> Int {
    precondition(count == other.count)
    return withUnsafeBufferPointer { one in
      other.withUnsafeBufferPointer { other in
        var count: UInt32 = 0
        for k in 0..<one.count { count &+= one[k] != other[k] ? 1 : 0 }
        return Int(count)
      }
    }
  }
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
