/// The members of a body's object: each is taken by its name, and none may be left over.
struct Members {
  /// Where the object is in the body, for errors; empty for the body itself.
  private let place: String
  private var rest: [String: JSON]

  /// - Parameters:
  ///   - document: What should be an object.
  ///   - place: Where it stands, such as `changes[2]`.
  /// - Throws: ``Refusal`` with code `malformed` for anything else.
  init(_ document: JSON, at place: String = "") throws(Refusal) {
    guard case .object(let members) = document else {
      throw Refusal.malformed(
        "\(place.isEmpty ? "The body" : place) is no object", "Send a JSON object.")
    }
    self.place = place
    rest = members
  }

  /// Takes a member; null counts as left out.
  mutating func take(_ name: String) -> JSON? {
    guard let value = rest.removeValue(forKey: name), value != .null else { return nil }
    return value
  }

  /// A member, which is left to be taken.
  func peek(_ name: String) -> JSON? { rest[name] }

  /// Where a member stands in the body.
  func path(_ name: String) -> String { place.isEmpty ? name : "\(place).\(name)" }

  private func wrong(_ name: String, _ wanted: String) -> Refusal {
    Refusal.malformed("\(path(name)) is not \(wanted)", "See /api/v1/openapi.json.")
  }

  private func required<T>(_ name: String, _ value: T?) throws(Refusal) -> T {
    guard let value else {
      throw Refusal.malformed("\(path(name)) is missing", "See /api/v1/openapi.json.")
    }
    return value
  }

  mutating func optionalInteger(_ name: String) throws(Refusal) -> Int? {
    switch take(name) {
    case nil: return nil
    case .integer(let value): return value
    // 3.0 is an integer to a schema.
    case .number(let value):
      guard let whole = Int(exactly: value) else { throw wrong(name, "an integer") }
      return whole
    default: throw wrong(name, "an integer")
    }
  }

  mutating func integer(_ name: String) throws(Refusal) -> Int {
    try required(name, optionalInteger(name))
  }

  mutating func optionalString(_ name: String) throws(Refusal) -> String? {
    switch take(name) {
    case nil: return nil
    case .string(let value): return value
    default: throw wrong(name, "a text")
    }
  }

  mutating func string(_ name: String) throws(Refusal) -> String {
    try required(name, optionalString(name))
  }

  /// A text that is one of several.
  mutating func optionalChoice<Choice: RawRepresentable & CaseIterable>(
    _ name: String, of _: Choice.Type
  ) throws(Refusal) -> Choice? where Choice.RawValue == String {
    guard let text = try optionalString(name) else { return nil }
    guard let choice = Choice(rawValue: text) else {
      let choices = Choice.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
      throw wrong(name, "one of \(choices)")
    }
    return choice
  }

  mutating func optionalArray(_ name: String, atMost limit: Int) throws(Refusal) -> [JSON]? {
    switch take(name) {
    case nil: return nil
    case .array(let items):
      guard items.count <= limit else {
        throw Refusal.malformed(
          "\(path(name)) has \(items.count) items", "Send at most \(limit) at a time.")
      }
      return items
    default: throw wrong(name, "an array")
    }
  }

  mutating func array(_ name: String, atMost limit: Int) throws(Refusal) -> [JSON] {
    try required(name, optionalArray(name, atMost: limit))
  }

  mutating func optionalIntegers(_ name: String, atMost limit: Int) throws(Refusal) -> [Int]? {
    guard let items = try optionalArray(name, atMost: limit) else { return nil }
    var integers: [Int] = []
    for (index, item) in items.enumerated() {
      var member = try Members(.object(["\(index)": item]), at: path(name))
      integers.append(try member.integer("\(index)"))
    }
    return integers
  }

  /// Refuses what was not taken.
  func end() throws(Refusal) {
    guard let name = rest.keys.sorted().first else { return }
    throw Refusal.malformed("\(path(name)) means nothing here", "See /api/v1/openapi.json.")
  }
}
