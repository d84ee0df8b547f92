import Foundation
import Glibc

/// What the figures were measured on.
struct Machine: Encodable {
  let processor: String
  let cores: Int
  let kernel: String
  let swift: String
  /// The versions of numpy and hmmlearn.
  let numpy: String
  let hmmlearn: String
  /// Processes that wanted to run, on average over the last minute before the start.
  let load: Double

  init(numpy: String, hmmlearn: String, swift: String) {
    processor = Self.processorModel ?? "unknown processor"
    cores = ProcessInfo.processInfo.activeProcessorCount
    var name = utsname()
    uname(&name)
    kernel = withUnsafeBytes(of: name.release) {
      String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
    }
    self.swift = swift
    self.numpy = numpy
    self.hmmlearn = hmmlearn
    var averages = [0.0]
    load = getloadavg(&averages, 1) == 1 ? averages[0] : .nan
  }

  var description: String {
    "\(processor), \(cores) cores, Linux \(kernel), Swift \(swift), numpy \(numpy), "
      + String(format: "hmmlearn %@, load %.1f", hmmlearn, load)
  }

  /// Whether other work wants the processor as well.
  var isBusy: Bool { load > Double(cores) }

  private static var processorModel: String? {
    let info = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)
    return info?.split(separator: "\n").first { $0.hasPrefix("model name") }?
      .split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) }
  }
}
