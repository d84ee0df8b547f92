import CPeer
import Inference

extension Bench {
  /// The search for the best sequence of states, by itself: half an hour off and a quarter on at least,
  /// fifteen months at 300 s and a year at 10 s.
  func decoderRows() throws -> [Row] {
    [
      try decoderRow(132_192, minimumOff: 6, minimumOn: 3, rounds: 25),
      try decoderRow(3_153_600, minimumOff: 180, minimumOn: 90, rounds: 9),
    ]
  }

  private func decoderRow(
    _ count: Int, minimumOff: Int, minimumOn: Int, rounds: Int
  ) throws -> Row {
    let evidence = MadeUp.evidence(count, seed: 5)
    let decoder = MinimumDurationDecoder(
      minimumOff: minimumOff, minimumOn: minimumOn, switchCost: 6)
    var ours: [Bool] = []
    var theirs = [UInt8](repeating: 0, count: count)
    let samples = try interleave(
      rounds: rounds,
      [
        { milliseconds { ours = decoder.decode(evidence) } },
        {
          var status: Int32 = 0
          let elapsed = milliseconds {
            status = decode_durations(
              evidence, count, Int32(minimumOff), Int32(minimumOn), decoder.switchCost, &theirs)
          }
          try require(status == 0, "the C decoder had no memory")
          return elapsed
        },
      ])
    try require(
      ours.elementsEqual(theirs) { $0 == ($1 == 1) }, "the C decoder found another sequence")
    try require(ours.contains(true) && ours.contains(false), "there was nothing to decode")
    return Row(
      "\(count) samples decoded", samples[0], against: .measured("C loop -O3", samples[1]),
      wanted: 3)
  }
}
