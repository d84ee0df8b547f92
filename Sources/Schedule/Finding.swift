/// Something that was looked for: found, or missing for a reason that is told.
public enum Finding<Value: Sendable>: Sendable {
  case found(Value)
  /// Why there is nothing to tell, a sentence for the engineer.
  case missing(String)

  /// What was found; nil where it is missing.
  public var value: Value? {
    if case .found(let value) = self { value } else { nil }
  }

  /// Why it is missing; nil where it was found.
  public var reason: String? {
    if case .missing(let reason) = self { reason } else { nil }
  }
}

extension Finding: Equatable where Value: Equatable {}
