/// A row of Emoncms's table of feeds.
struct FeedRow: Hashable {
  /// The columns that ``init(_:)`` takes, in its order.
  static let columns = "id, name, tag, unit, engine, size, time, value, processList"

  let id: Int
  let name: String
  let tag: String
  let unit: String
  let engine: Int
  let size: Int?
  let time: Int?
  let value: Double?
  let processList: String?

  /// - Parameter row: Values of ``columns``; nil for a row without an id.
  init?(_ row: [MariaDBValue]) {
    guard row.count == 9, let id = row[0].integer else { return nil }
    self.id = id
    name = row[1].text ?? ""
    tag = row[2].text ?? ""
    unit = row[3].text ?? ""
    engine = row[4].integer ?? 0
    size = row[5].integer
    time = row[6].integer
    value = row[7].real
    processList = row[8].text
  }
}
