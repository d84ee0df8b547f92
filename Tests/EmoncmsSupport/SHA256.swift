/// SHA-256 by its definition, for what a server says of a file.
enum SHA256 {
  private static let constants: [UInt32] = fractions(of: 64) { $0.cubeRoot }
  private static let begin: [UInt32] = fractions(of: 8) { $0.squareRoot }

  static func hexadecimal(of bytes: [UInt8]) -> String {
    var message = bytes + [0x80]
    message.append(contentsOf: repeatElement(0, count: (120 - message.count % 64) % 64))
    let length = UInt64(bytes.count) * 8
    message.append(contentsOf: (0..<8).map { UInt8(truncatingIfNeeded: length >> (56 - 8 * $0)) })
    var state = begin
    for start in stride(from: 0, to: message.count, by: 64) {
      mix(message[start..<start + 64], into: &state)
    }
    return state.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  private static func mix(_ block: ArraySlice<UInt8>, into state: inout [UInt32]) {
    var words = stride(from: block.startIndex, to: block.endIndex, by: 4).map { index in
      block[index..<index + 4].reduce(0 as UInt32) { $0 << 8 | UInt32($1) }
    }
    for index in 16..<64 {
      let early = words[index - 15]
      let late = words[index - 2]
      words.append(
        words[index - 16] &+ (turn(early, 7) ^ turn(early, 18) ^ early >> 3) &+ words[index - 7]
          &+ (turn(late, 17) ^ turn(late, 19) ^ late >> 10))
    }
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    for index in 0..<64 {
      let first =
        h &+ (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) &+ (e & f ^ ~e & g) &+ constants[index]
        &+ words[index]
      let second = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) &+ (a & b ^ a & c ^ b & c)
      (h, g, f, e, d, c, b, a) = (g, f, e, d &+ first, c, b, a, first &+ second)
    }
    for (index, word) in [a, b, c, d, e, f, g, h].enumerated() { state[index] &+= word }
  }

  private static func turn(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word >> count | word << (32 - count)
  }

  /// The first 32 bits of the fractions of a root of the first primes.
  private static func fractions(of count: Int, _ root: (Prime) -> UInt32) -> [UInt32] {
    var primes: [Int] = []
    var candidate = 2
    while primes.count < count {
      if primes.allSatisfy({ candidate % $0 != 0 }) { primes.append(candidate) }
      candidate += 1
    }
    return primes.map { root(Prime(number: $0)) }
  }

  /// Roots found bit by bit, exactly.
  private struct Prime {
    let number: Int

    var squareRoot: UInt32 {
      fraction { root in
        let (high, low) = root.multipliedFullWidth(by: root)
        return high == UInt64(number) && low == 0 || high < UInt64(number)
      }
    }

    var cubeRoot: UInt32 {
      fraction { root in
        // A root is below 2^38: its cube takes 114 bits, two words.
        let (high, low) = root.multipliedFullWidth(by: root)
        let (carry, lowest) = low.multipliedFullWidth(by: root)
        let (over, middle) = high.multipliedFullWidth(by: root)
        let (sum, carried) = middle.addingReportingOverflow(carry)
        let top = over + (carried ? 1 : 0)
        // The cube has 96 bits behind the point: number * 2^32 in the upper words.
        let limit = UInt64(number) << 32
        return top == 0 && (sum < limit || sum == limit && lowest == 0)
      }
    }

    /// The largest root of 32 bits behind the point whose power is not above the number.
    private func fraction(_ isWithin: (UInt64) -> Bool) -> UInt32 {
      var root: UInt64 = 0
      for bit in stride(from: 37, through: 0, by: -1) {
        let larger = root | 1 << UInt64(bit)
        if isWithin(larger) { root = larger }
      }
      return UInt32(truncatingIfNeeded: root)
    }
  }
}
