import Inference
import Workspace

extension InferenceRequest {
  /// An inference that goes on from the last one, as that was told unless told otherwise.
  ///
  /// - Parameters:
  ///   - circuit: The circuit.
  ///   - workspace: Its workspace.
  ///   - method: How it is told; nil for as it last was.
  ///   - meaning: What on means; nil for what it last meant.
  ///   - isDry: Whether nothing is to be written.
  /// - Throws: `WorkspaceError`.
  init(
    onward circuit: Circuit, in workspace: Workspace, method: MethodName? = nil,
    meaning: Meaning? = nil, isDry: Bool = false
  ) throws {
    let last = try workspace.lastInference(of: circuit)
    let method = method ?? last.flatMap { MethodName(rawValue: $0.method) } ?? .usual
    self.init(
      circuit, method: method.method, meaning: meaning ?? last?.meaning ?? .heat, extent: .onward,
      isDry: isDry)
  }
}
