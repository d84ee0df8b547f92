/// A password, which no message, log or dump shows by accident.
public struct Secret: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// The password itself.
  public let text: String

  public init(_ text: String) { self.text = text }

  public var description: String { text.isEmpty ? "(none)" : "(hidden)" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: []) }
}
