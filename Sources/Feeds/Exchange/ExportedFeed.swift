/// A feed to be written to a file of another format, and what it is called there.
public struct ExportedFeed: Sendable {
  public let id: Int
  /// The name, of its column where there are columns.
  public let name: String
  /// The tag, which Emoncms shows as the node.
  public let tag: String
  /// The unit, such as `°C`; empty where there is none.
  public let unit: String
  public let reader: FeedReader

  /// - Parameters:
  ///   - name: The name, of its column where there are columns.
  ///   - tag: The tag, which Emoncms shows as the node.
  ///   - unit: The unit.
  ///   - reader: The open feed, whose id is taken.
  public init(name: String, tag: String = "", unit: String = "", reader: FeedReader) {
    self.id = reader.files.id
    self.name = name
    self.tag = tag
    self.unit = unit
    self.reader = reader
  }
}
