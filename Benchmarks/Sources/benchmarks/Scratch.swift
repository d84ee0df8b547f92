import Feeds
import Foundation

/// A folder for the feeds that are measured, on the disk that holds the project, removed at the end.
final class Scratch {
  let path: String

  init(in folder: String) throws {
    path = "\(folder)/scratch-\(ProcessInfo.processInfo.processIdentifier)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  /// A new folder in it.
  func folder(_ name: String) throws -> String {
    try FileManager.default.createDirectory(
      atPath: file(name), withIntermediateDirectories: true)
    return file(name)
  }

  /// The little-endian numbers of a file that a peer wrote.
  func floats(_ name: String) throws -> [Float] {
    try numbers(name, UInt32.self).map(Float.init(bitPattern:))
  }

  func doubles(_ name: String) throws -> [Double] {
    try numbers(name, UInt64.self).map(Double.init(bitPattern:))
  }

  func integers(_ name: String) throws -> [Int] {
    try numbers(name, Int64.self).map(Int.init)
  }

  func bytes(_ name: String) throws -> [UInt8] {
    try [UInt8](Data(contentsOf: URL(fileURLWithPath: file(name))))
  }

  private func numbers<Bits: FixedWidthInteger>(_ name: String, _ bits: Bits.Type) throws -> [Bits]
  {
    let size = MemoryLayout<Bits>.size
    return try Data(contentsOf: URL(fileURLWithPath: file(name))).withUnsafeBytes { bytes in
      stride(from: 0, to: bytes.count, by: size).map {
        Bits(littleEndian: bytes.loadUnaligned(fromByteOffset: $0, as: Bits.self))
      }
    }
  }
}

/// Feeds to measure with, the same on every run.
enum MadeUp {
  /// When they begin: a multiple of every interval used.
  static let start = 1_612_792_800

  /// Temperatures that wander, in steps of 0.1 K, with gaps that take one point in twenty.
  static func temperatures(_ count: Int, seed: UInt64) -> [Float] {
    var random = Random(seed: seed)
    var value = 200
    var gapEnd = 0
    return (0..<count).map { index in
      value = min(900, max(-100, value + Int(random.next() % 5) - 2))
      if random.next() % 20_000 == 0 { gapEnd = index + 1000 }
      return index < gapEnd ? .nan : Float(value) / 10
    }
  }

  /// States that change about every four hundredth point, some of them unknown.
  static func states(_ count: Int, seed: UInt64) -> [Float] {
    var random = Random(seed: seed)
    var value: Float = 1
    return (0..<count).map { _ in
      if random.next() % 400 == 0 { value = [0, 1, 0, 1, .nan][Int(random.next() % 5)] }
      return value
    }
  }

  /// Evidence of runs of on and off that last a hundred samples on average, under noise as large as it; in
  /// steps small enough to be summed without rounding.
  static func evidence(_ count: Int, seed: UInt64) -> [Float] {
    var random = Random(seed: seed)
    var isOn = false
    return (0..<count).map { _ in
      if random.next() % 100 == 0 { isOn.toggle() }
      let noise = (0..<4).reduce(0) { sum, _ in sum + Int(random.next() % 1024) - 512 }
      return Float(noise + (isOn ? 400 : -400)) / 512
    }
  }

  /// SplitMix64.
  private struct Random {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }
}

/// Refuses a comparison of things that are not equal.
func require(_ condition: Bool, _ problem: String) throws {
  if !condition { throw BenchmarkError("not compared: \(problem)") }
}
