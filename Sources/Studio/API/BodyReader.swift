import HTTPTypes
import Hummingbird
import NIOCore
import ServiceLifecycle

/// Reads bodies, as long as they are short and come soon.
enum BodyReader {
  /// Bytes that a body may have: a thousand changes and all that was seen take a tenth of it.
  static let limit = 1_048_576
  /// How long a body may take to come.
  static let patience = Duration.seconds(10)

  /// How long one may still take when the Studio is asked to end.
  static let lastPatience = Duration.seconds(1)

  /// The bytes of a body.
  ///
  /// - Throws: ``Refusal``: 413 for one too large, 408 for one that does not come, 400 for one that
  ///   ends before its end; `CancellationError` for one that the Studio, stopping, does not wait for.
  static func bytes(of body: RequestBody) async throws -> [UInt8] {
    try await withThrowingTaskGroup(of: [UInt8].self) { group in
      group.addTask {
        do {
          return Array(buffer: try await body.collect(upTo: limit))
        } catch is NIOTooManyBytesError {
          throw Refusal(
            .contentTooLarge, "tooLarge", "The body is larger than \(limit) bytes",
            "Send it in pieces.", headers: [.connection: "close"])
        } catch let error where !(error is CancellationError) {
          throw Refusal(
            .badRequest, "malformed", "The body is cut short, or in pieces that are none",
            "Send the whole of it.", headers: [.connection: "close"])
        }
      }
      group.addTask {
        try await Task.sleep(for: patience)
        throw Refusal(
          .requestTimeout, "timeout", "The body did not come within \(patience)", "Send it again.",
          headers: [.connection: "close"])
      }
      group.addTask {
        try await gracefulShutdown()
        try await Task.sleep(for: lastPatience)
        throw CancellationError()
      }
      defer { group.cancelAll() }
      guard let bytes = try await group.next() else { throw CancellationError() }
      return bytes
    }
  }
}
