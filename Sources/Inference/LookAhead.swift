/// How long an instant's state may still change, by a method's own limits.
extension InferenceMethod {
  /// A method that does not say may change anything.
  public func lookAhead(_ meaning: Meaning, interval: Int) -> Int { .max }
}

extension ExcessMethod {
  /// An edge is found once the state before and the state after it have lasted their shortest times,
  /// and is then walked back: ``longestDecay`` is the longest way. Until a gap is bridged, what lies
  /// in it is unknown. Each of these is counted in whole blocks. A pump has stopped only after
  /// ``longestPause``.
  ///
  /// That is 14 hours at the intervals up to 5 minutes, and two days more for a pump. It does not count
  /// what may take any time: evidence that stays close to even, a run whose beginning fell into a long
  /// gap, a room sensor that comes back, and the supply's envelope in place of a room.
  public func lookAhead(_ meaning: Meaning, interval: Int) -> Int {
    let walk = max(longestDecay, longestFall, longestRise)
    let rounding = 3 * max(interval, decisionInterval)
    let heat = walk + minimumOff + minimumOn + longestBridge + rounding
    return meaning == .pump ? heat + longestPause : heat
  }
}

extension PhysicalMethod {
  /// As for ``ExcessMethod``, which makes the first guess: what it still may change, this may.
  public func lookAhead(_ meaning: Meaning, interval: Int) -> Int {
    var limits = seed
    limits.minimumOff = max(seed.minimumOff, minimumOff)
    limits.minimumOn = max(seed.minimumOn, minimumOn)
    return limits.lookAhead(meaning, interval: interval)
  }
}
