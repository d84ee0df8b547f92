public import ArgumentParser
public import Feeds
public import Inference

extension State: ExpressibleByArgument {
  /// - Parameter argument: `on`, `off` or `unknown`.
  public init?(argument: String) { self.init(name: argument) }

  public static var allValueStrings: [String] { [State.on, .off, .unknown].map(\.name) }

  /// What help says of each: the point that stands for it.
  public static var allValueDescriptions: [String: String] {
    ["on": "1", "off": "0", "unknown": "NaN"]
  }
}

extension Meaning: ExpressibleByArgument {}
