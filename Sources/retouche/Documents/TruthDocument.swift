import Inference

/// A truth as JSON: segments, alone or in an object; or what was on within a window.
struct TruthDocument: Decodable {
  let truth: Truth

  private enum Key: String, CodingKey {
    case segments
    case window
    case on
    case uncertain
  }

  init(from decoder: any Decoder) throws {
    if let list = try? decoder.unkeyedContainer(), list.count != nil {
      truth = Truth(segments: try [Stretch](from: decoder).map(\.told))
      return
    }
    let document = try decoder.container(keyedBy: Key.self)
    guard document.contains(.window) else {
      truth = Truth(segments: try document.decode([Stretch].self, forKey: .segments).map(\.told))
      return
    }
    let window = try document.decode(Period.self, forKey: .window)
    let on = try document.decode([Period].self, forKey: .on)
    let uncertain = try document.decodeIfPresent([Period].self, forKey: .uncertain) ?? []
    truth = Truth(window: window.told, on: on.map(\.told), uncertain: uncertain.map(\.told))
  }

  /// `{"start":…,"end":…,"state":…}`.
  private struct Stretch: Decodable {
    let told: (start: Int, end: Int, state: HeatState)

    private enum Key: String, CodingKey {
      case start
      case end
      case state
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Key.self)
      let period = try Period(
        container.decode(Int.self, forKey: .start), container.decode(Int.self, forKey: .end),
        at: decoder.codingPath)
      told = (
        period.told.start, period.told.end,
        try container.decode(TruthState.self, forKey: .state).state
      )
    }
  }

  /// `[start, end]`.
  private struct Period: Decodable {
    let told: (start: Int, end: Int)

    init(_ start: Int, _ end: Int, at path: [any CodingKey]) throws {
      guard start < end else {
        throw DecodingError.dataCorrupted(
          .init(
            codingPath: path, debugDescription: "ends at \(end), not after its start at \(start)"))
      }
      told = (start, end)
    }

    init(from decoder: any Decoder) throws {
      let pair = try [Int](from: decoder)
      guard pair.count == 2 else {
        throw DecodingError.dataCorrupted(
          .init(
            codingPath: decoder.codingPath,
            debugDescription:
              "holds \(pair.count) numbers, where there should be a start and an end"))
      }
      try self.init(pair[0], pair[1], at: decoder.codingPath)
    }
  }

  /// `1`, `0`, `"on"`, `"off"` or `"unknown"`.
  private struct TruthState: Decodable {
    let state: HeatState

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      let text =
        (try? container.decode(String.self)) ?? (try? container.decode(Int.self)).map { "\($0)" }
      switch text {
      case "on", "1": state = .on
      case "off", "0": state = .off
      case "unknown": state = .unknown
      default:
        throw DecodingError.dataCorrupted(
          .init(
            codingPath: decoder.codingPath,
            debugDescription:
              "is \(text.map { "\"\($0)\"" } ?? "no state"), where there should be 1, 0, on or off"
          ))
      }
    }
  }
}

extension DecodingError {
  /// What is wrong, a clause that follows the file's name.
  var sentence: String {
    switch self {
    case .keyNotFound(let key, let context):
      "has no \"\(key.stringValue)\"\(Self.place(context))"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      "has a value of another kind than expected\(Self.place(context))"
    case .dataCorrupted(let context) where context.codingPath.isEmpty:
      "is no JSON document that can be read"
    case .dataCorrupted(let context):
      "\(Self.path(context)) \(context.debugDescription)"
    @unknown default: "cannot be read"
    }
  }

  private static func place(_ context: Context) -> String {
    context.codingPath.isEmpty ? "" : " in \(path(context))"
  }

  /// Such as `segments[3].state`.
  private static func path(_ context: Context) -> String {
    var path = ""
    for key in context.codingPath {
      if let index = key.intValue {
        path += "[\(index)]"
      } else {
        path += (path.isEmpty ? "" : ".") + key.stringValue
      }
    }
    return path
  }
}
