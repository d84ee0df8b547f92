internal import Charts

/// A stretch of one local day, as clocks on the wall show it.
struct WallPiece: Hashable {
  let dayNumber: Int
  /// Seconds since midnight, up to 86 400.
  let start: Int
  let end: Int

  /// The pieces that some times make; the hour that a clock shows twice makes two that overlap.
  static func pieces(of times: Range<Int>, clock: LocalClock) -> [WallPiece] {
    var pieces: [WallPiece] = []
    for (range, offset) in clock.stretches(of: times) {
      var local = range.lowerBound + offset
      let end = range.upperBound + offset
      while local < end {
        let day = floorDivide(local, 86_400)
        let next = min(end, (day + 1) * 86_400)
        pieces.append(
          WallPiece(dayNumber: day, start: local - day * 86_400, end: next - day * 86_400))
        local = next
      }
    }
    return pieces
  }
}
