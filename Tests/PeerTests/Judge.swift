import Foundation
import Testing

/// A small Python program that lets a peer of Retouche read what Retouche wrote, and says what it saw.
///
/// It lies in `Judges/`, runs in the environment that `scripts/peers` makes, and prints one JSON
/// document in which arrays stand as base64 of their little-endian bytes: exact, NaN included.
enum Judge {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent()  // PeerTests
    .deletingLastPathComponent()  // Tests
    .deletingLastPathComponent()
  private static let python = root.appendingPathComponent(".build/peers/bin/python")

  /// Asks a judge, once for all: each start of Python takes longer than most answers.
  ///
  /// - Parameters:
  ///   - name: Name of its file, without `.py`.
  ///   - requests: What it takes, for each answer wanted.
  ///   - answer: What an answer's JSON is read into.
  /// - Returns: Its answers, in the order of the requests.
  /// - Throws: ``JudgeFailure`` when the peers are absent, or the judge ends otherwise than well.
  static func ask<Answer: Decodable>(
    _ name: String, _ requests: [[Any]], as answer: Answer.Type
  ) throws -> [Answer] {
    guard FileManager.default.isExecutableFile(atPath: python.path) else {
      throw JudgeFailure(
        "the Python peers are not installed: run `make test`, which installs them, "
          + "or scripts/peers")
    }
    let script = root.appendingPathComponent("Tests/PeerTests/Judges/\(name).py")
    let json = String(
      decoding: try JSONSerialization.data(withJSONObject: requests), as: UTF8.self)
    let output = try Program.run(python, ["-B", script.path, json])
    return try JSONDecoder().decode([Answer].self, from: output)
  }

  /// Asks a judge for one answer.
  static func ask<Answer: Decodable>(
    _ name: String, _ request: [Any], as answer: Answer.Type
  ) throws -> Answer {
    try #require(try ask(name, [request], as: answer).first)
  }
}

/// Why a judge, or the program that it judges, said nothing.
struct JudgeFailure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// Runs programs to their end.
enum Program {
  /// The `retouche` that was built with these tests: it lies beside them.
  static let retouche = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("retouche")

  /// Runs a program.
  ///
  /// - Parameters:
  ///   - executable: Where it is.
  ///   - arguments: What it takes.
  /// - Returns: What it wrote to standard output.
  /// - Throws: ``JudgeFailure``, with what it wrote to standard error, when its status is not 0.
  @discardableResult
  static func run(_ executable: URL, _ arguments: [String]) throws -> Data {
    // A file takes what is said there: two pipes would have to be read at the same time.
    let complaints = FileManager.default.temporaryDirectory
      .appendingPathComponent("retouche-peers-\(UUID().uuidString)")
    try Data().write(to: complaints)
    defer { try? FileManager.default.removeItem(at: complaints) }
    let process = Process()
    let output = Pipe()
    process.executableURL = executable
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = try FileHandle(forWritingTo: complaints)
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationReason == .exit, process.terminationStatus == 0 else {
      let said = String(decoding: try Data(contentsOf: complaints), as: UTF8.self)
      throw JudgeFailure(
        "\(executable.lastPathComponent) \(arguments.joined(separator: " ")) ended with status "
          + "\(process.terminationStatus): \(said)")
    }
    return data
  }
}

extension Data {
  /// The little-endian numbers that these bytes are.
  private func numbers<Bits: FixedWidthInteger>(_ bits: Bits.Type) -> [Bits] {
    let size = MemoryLayout<Bits>.size
    return withUnsafeBytes { bytes in
      stride(from: 0, to: bytes.count - size + 1, by: size).map {
        Bits(littleEndian: bytes.loadUnaligned(fromByteOffset: $0, as: Bits.self))
      }
    }
  }

  var floats: [Float] { numbers(UInt32.self).map(Float.init(bitPattern:)) }
  var doubles: [Double] { numbers(UInt64.self).map(Double.init(bitPattern:)) }
  var integers: [Int] { numbers(Int64.self).map(Int.init) }
}

/// Where two series differ first, NaN being equal to NaN; nil where they do not.
///
/// A comparison of whole arrays would print both of them.
func firstDifference<Number: BinaryFloatingPoint>(
  _ a: [Number], _ b: [Number], within tolerance: Number = 0
) -> String? {
  guard a.count == b.count else { return "\(a.count) and \(b.count) values" }
  let index = zip(a, b).enumerated().first { _, pair in
    guard !pair.0.isNaN, !pair.1.isNaN else { return pair.0.isNaN != pair.1.isNaN }
    return pair.0 != pair.1
      && !(abs(pair.0 - pair.1) <= tolerance * max(abs(pair.0), abs(pair.1), 1))
  }?.offset
  return index.map { "at \($0): \(a[$0]) and \(b[$0])" }
}
