/// Where a feed's two files are: `<folder>/<id>.meta` and `<folder>/<id>.dat`.
public struct FeedFiles: Hashable, Sendable {
  public let folder: String
  public let id: Int

  /// - Parameters:
  ///   - folder: The folder that holds the pair.
  ///   - id: The feed's id, positive.
  public init(folder: String, id: Int) {
    self.folder = folder
    self.id = id
  }

  /// Path of the metadata.
  public var meta: String { "\(folder)/\(id).meta" }
  /// Path of the points.
  public var data: String { "\(folder)/\(id).dat" }
}
