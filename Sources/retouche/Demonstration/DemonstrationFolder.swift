import Foundation

/// The folder of a demonstration, known by a marker file as one that may be built anew.
struct DemonstrationFolder {
  let path: String

  private static let marker = ".retouche-demo"
  private static let markerText = "Made by `retouche demo`, which may build this folder anew.\n"

  /// - Parameter path: Path of the folder, which may exist.
  init(_ path: String) {
    var path = path
    while path.count > 1, path.last == "/" { path.removeLast() }
    self.path = path
  }

  /// Path of a file in it.
  func file(_ name: String) -> String { "\(path)/\(name)" }

  /// Makes the folder, or takes out of it what an earlier demonstration put there.
  ///
  /// - Throws: ``CommandError`` when it holds anything and no demonstration made it.
  func prepare() throws {
    let files = FileManager.default
    guard files.fileExists(atPath: path) else {
      try files.createDirectory(atPath: path, withIntermediateDirectories: true)
      return try mark()
    }
    guard let names = try? files.contentsOfDirectory(atPath: path) else {
      throw CommandError(
        "\(path) is a file, or a folder that cannot be listed", remedy: "Name another with --dir.")
    }
    guard names.isEmpty || names.contains(Self.marker) else {
      throw CommandError(
        "\(path) holds files that no demonstration made",
        remedy: "Name a folder that does not exist yet with --dir.")
    }
    for name in names where Self.isOurs(name) { try files.removeItem(atPath: file(name)) }
    try mark()
  }

  private func mark() throws {
    try OutputFile.write(file(Self.marker), Self.markerText)
  }

  /// Whether a demonstration, or work on it, leaves a file of this name: what else a person put there
  /// stays.
  private static func isOurs(_ name: String) -> Bool {
    name.wholeMatch(of: /[0-9]+\.(meta|dat)|retouche\.sqlite(-wal|-shm)?|truth-.*\.json/) != nil
      || ["week.svg", ".retouche"].contains(name)
  }
}
