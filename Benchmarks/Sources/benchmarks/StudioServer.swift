import Foundation

/// A running `retouche studio`, ended with it.
final class StudioServer {
  let port: UInt16
  private let process = Process()

  /// Starts it on a free port of loopback and waits until it listens.
  init(_ program: String, workspace: String) throws {
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = ["studio", "-w", workspace, "--port", "0", "--no-open"]
    process.standardOutput = output
    try process.run()
    var text = ""
    while !text.contains("\n") {
      let more = output.fileHandleForReading.availableData
      guard !more.isEmpty else { throw BenchmarkError("retouche studio did not start") }
      text += String(decoding: more, as: UTF8.self)
    }
    guard let address = text.firstMatch(of: /http:\/\/127\.0\.0\.1:([0-9]+)\//),
      let port = UInt16(address.1)
    else {
      process.terminate()
      throw BenchmarkError("retouche studio named no address: \(text)")
    }
    self.port = port
  }

  /// Memory that is resident now.
  func residentMegabytes() throws -> Double { try megabytes("VmRSS") }

  /// The most that was resident at once until now.
  func peakMegabytes() throws -> Double { try megabytes("VmHWM") }

  private func megabytes(_ name: String) throws -> Double {
    let status = try String(
      contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("\(name):") }
    guard let field = line?.split(whereSeparator: \.isWhitespace).dropFirst().first,
      let kilobytes = Double(field)
    else { throw BenchmarkError("the memory of retouche studio cannot be read") }
    return kilobytes * 1024 / 1e6
  }

  deinit {
    process.terminate()
    process.waitUntilExit()
  }
}
