import Foundation

/// The built `retouche`, run as people run it.
enum Tool {
  struct Run: Sendable {
    let status: Int32
    let output: String
    let errors: String

    /// The lines of standard output.
    var lines: [String] { output.split(separator: "\n").map(String.init) }

    /// The one JSON document on standard output.
    func json() throws -> Any {
      try JSONSerialization.jsonObject(with: Data(output.utf8), options: .fragmentsAllowed)
    }

    /// The JSON object on standard output.
    func object() throws -> [String: Any] { try json() as? [String: Any] ?? [:] }

    /// The array of JSON objects on standard output.
    func objects() throws -> [[String: Any]] { try json() as? [[String: Any]] ?? [] }
  }

  /// The binary beside the test bundle.
  static let path: String = {
    let bundle =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(fileURLWithPath: bundle).deletingLastPathComponent()
      .appendingPathComponent("retouche").path
  }()

  /// Runs the tool to its end.
  ///
  /// - Parameters:
  ///   - arguments: What follows the program's name.
  ///   - folder: The current folder.
  ///   - environment: Variables beside `PATH` and UTC as the machine's zone.
  /// - Returns: What it printed and how it ended.
  /// - Throws: What the system says of a failed start.
  static func run(
    _ arguments: [String], in folder: String, environment: [String: String] = [:]
  ) throws -> Run {
    try run(path, arguments, in: folder, environment: environment)
  }

  static func run(_ arguments: String..., in folder: String) throws -> Run {
    try run(arguments, in: folder)
  }

  /// Runs any program to its end.
  static func run(
    _ program: String, _ arguments: [String], in folder: String, environment: [String: String] = [:]
  ) throws -> Run {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    let inherited = ProcessInfo.processInfo.environment
    process.environment = [
      "PATH": inherited["PATH"] ?? "", "TZ": "UTC", "SWIFT_BACKTRACE": "enable=no",
      "LD_LIBRARY_PATH": inherited["LD_LIBRARY_PATH"] ?? "",
    ].merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    // Files rather than pipes, which one of two full ones would block.
    let base = FileManager.default.temporaryDirectory
      .appendingPathComponent("retouche-run-\(UUID().uuidString)").path
    let (output, errors) = ("\(base).out", "\(base).err")
    defer { for path in [output, errors] { try? FileManager.default.removeItem(atPath: path) } }
    for path in [output, errors] { _ = FileManager.default.createFile(atPath: path, contents: nil) }
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errors))
    try process.run()
    process.waitUntilExit()
    return Run(
      status: process.terminationReason == .exit ? process.terminationStatus : -1,
      output: try String(contentsOfFile: output, encoding: .utf8),
      errors: try String(contentsOfFile: errors, encoding: .utf8))
  }
}
