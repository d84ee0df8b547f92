import ArgumentParser
import Inference

/// A method of inference, as people name it.
enum MethodName: String, CaseIterable, ExpressibleByArgument {
  case physics
  case excess

  /// The method where none is named.
  static let usual = physics

  var method: any InferenceMethod {
    switch self {
    case .physics: PhysicalMethod()
    case .excess: ExcessMethod()
    }
  }

  /// What help says of each.
  static var allValueDescriptions: [String: String] {
    [
      "physics": "heat is what the circuit's own law of cooling does not explain",
      "excess": "heat is where the supply stays 7 K above the room",
    ]
  }
}
