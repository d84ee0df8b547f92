import Foundation

/// A program of this machine, run to its end.
enum Tool {
  struct Outcome {
    let status: Int32
    let output: String
    let errors: String
  }

  /// - Parameters:
  ///   - command: Its name and arguments.
  ///   - folder: Where it runs.
  ///   - input: The path of what it reads.
  /// - Returns: How it ended and what it said.
  /// - Throws: When it cannot be started.
  static func run(
    _ command: [String], in folder: String, input: String = "/dev/null"
  ) throws -> Outcome {
    let scratch = try Scratch()
    try scratch.write("output", [])
    try scratch.write("errors", [])
    let tool = Process()
    tool.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    tool.arguments = command
    tool.currentDirectoryURL = URL(fileURLWithPath: folder)
    tool.standardInput = FileHandle(forReadingAtPath: input)
    tool.standardOutput = FileHandle(forWritingAtPath: scratch["output"])
    tool.standardError = FileHandle(forWritingAtPath: scratch["errors"])
    try tool.run()
    tool.waitUntilExit()
    return Outcome(
      status: tool.terminationStatus,
      output: String(decoding: try bytes(of: scratch["output"]), as: UTF8.self),
      errors: String(decoding: try bytes(of: scratch["errors"]), as: UTF8.self))
  }
}
