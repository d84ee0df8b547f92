public import ArgumentParser
public import Feeds
public import Inference

extension State: ExpressibleByArgument {
  /// - Parameter argument: `on`, `off` or `unknown`.
  public init?(argument: String) { self.init(name: argument) }

  public var defaultValueDescription: String { name }

  public static var allValueStrings: [String] { [State.on, .off, .unknown].map(\.name) }
}

extension Meaning: ExpressibleByArgument {}
