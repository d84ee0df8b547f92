/// A value in the settings of an Emoncms, as PHP sees it.
indirect enum SettingValue: Hashable {
  case null
  case bool(Bool)
  /// A string, or the digits of a number.
  case text(String)
  /// Keys that are numbers are kept as their digits.
  case table([String: SettingValue])

  /// What PHP makes of it where it asks whether it is so.
  var isTrue: Bool {
    switch self {
    case .null: false
    case .bool(let value): value
    case .text(let text): !text.isEmpty && text != "0"
    case .table(let table): !table.isEmpty
    }
  }

  /// What PHP makes of it where it needs a string; nil for a table.
  var text: String? {
    switch self {
    case .null: ""
    case .bool(let value): value ? "1" : ""
    case .text(let text): text
    case .table: nil
    }
  }

  /// The table; empty for what is none.
  var table: [String: SettingValue] {
    if case .table(let table) = self { return table }
    return [:]
  }

  /// What stands at a path of keys.
  subscript(path: String...) -> SettingValue? {
    var value = self
    for key in path {
      guard let next = value.table[key] else { return nil }
      value = next
    }
    return value
  }

  /// This table with the values of another in place of its own, key by key.
  func merged(with other: SettingValue) -> SettingValue {
    guard case .table(let mine) = self, case .table(let theirs) = other else { return other }
    return .table(mine.merging(theirs) { $0.merged(with: $1) })
  }

  /// This table with a value at a path; what stands in the way and is no table gives way.
  func setting(_ path: ArraySlice<String>, to value: SettingValue) -> SettingValue {
    guard let key = path.first else { return value }
    var table = table
    table[key] = (table[key] ?? .table([:])).setting(path.dropFirst(), to: value)
    return .table(table)
  }

  /// The key that PHP gives a value that is appended to this table.
  var nextKey: String {
    let highest = table.keys.compactMap { Int($0) }.max() ?? -1
    return String(highest == .max ? highest : max(-1, highest) + 1)
  }

  /// The value with every text replaced.
  func mapText<Failure>(_ change: (String) throws(Failure) -> SettingValue) throws(Failure)
    -> SettingValue
  {
    switch self {
    case .null, .bool: return self
    case .text(let text): return try change(text)
    case .table(let table):
      var changed: [String: SettingValue] = [:]
      for (key, value) in table { changed[key] = try value.mapText(change) }
      return .table(changed)
    }
  }
}

/// Why a settings file cannot be read, and at which line.
struct SettingsSyntaxError: Error, Hashable {
  let line: Int
  let problem: String
}
