import Foundation

/// Why a comparison could not be made.
struct BenchmarkError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// A Python that does with numpy and hmmlearn what Retouche does, and says how long it took.
///
/// One process for all jobs, so that neither its start nor its imports count.
final class PythonPeer {
  private let process = Process()
  private let requests = Pipe()
  private let replies = Pipe()
  private var unread = Data()

  init(python: String, script: String) throws {
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = ["-B", script]
    process.standardInput = requests
    process.standardOutput = replies
    try process.run()
  }

  /// Lets it do a job.
  ///
  /// - Parameter job: The job's name and what it takes: texts and whole numbers.
  /// - Returns: The milliseconds that it took.
  /// - Throws: ``BenchmarkError`` when Python failed; its message is on standard error.
  func run(_ job: [Any]) throws -> Double {
    var request = try JSONSerialization.data(withJSONObject: job)
    request.append(UInt8(ascii: "\n"))
    try requests.fileHandleForWriting.write(contentsOf: request)
    struct Reply: Decodable { let ms: Double }
    return try JSONDecoder().decode(Reply.self, from: readLine(for: "\(job[0])")).ms
  }

  private func readLine(for job: String) throws -> Data {
    while true {
      if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
        defer { unread = Data(unread[(end + 1)...]) }
        return Data(unread[..<end])
      }
      let more = replies.fileHandleForReading.availableData
      guard !more.isEmpty else { throw BenchmarkError("Python failed at the job \(job)") }
      unread.append(more)
    }
  }

  deinit {
    try? requests.fileHandleForWriting.close()
    process.waitUntilExit()
  }
}

/// Programs run as a whole, from before their start until after their end.
struct Programs {
  /// The program `measure` of this package.
  let measure: String
  let retouche: String
  let python: String
  /// The folder of this package, where its Python scripts are.
  let package: String

  struct Run {
    let milliseconds: Double
    /// Peak of the memory that was resident.
    let bytes: Double
    var megabytes: Double { bytes / 1e6 }
  }

  /// Runs a program, all that it says thrown away.
  func run(_ command: [String]) throws -> Run {
    let line = try Self.output(of: [measure] + command)
    let fields = line.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
    guard fields.count == 3, fields[2] == 0 else {
      let status = fields.count == 3 ? " with status \(Int(fields[2]))" : ""
      throw BenchmarkError(
        "`\(command.joined(separator: " "))` failed\(status): run it by hand to see why")
    }
    return Run(milliseconds: fields[0] / 1e6, bytes: fields[1] * 1024)
  }

  /// What a program writes to standard output.
  static func output(of command: [String]) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: command[0])
    process.arguments = Array(command[1...])
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw BenchmarkError("`\(command.joined(separator: " "))` failed")
    }
    return String(decoding: data, as: UTF8.self)
  }
}
