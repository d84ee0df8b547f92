import Foundation

/// The data to develop against, beside the project and no part of it: `../shared/data`.
///
/// A test that needs it says so and is skipped without it:
/// `@Test(.enabled(if: SharedData.isPresent, "needs ../shared/data"))`.
public enum SharedData {
  /// Path of `../shared/data`, seen from the package's root.
  public static let path = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent()  // TestSupport
    .deletingLastPathComponent()  // Tests
    .deletingLastPathComponent()  // the package
    .deletingLastPathComponent()
    .appendingPathComponent("shared/data").path

  /// Whether the data are there.
  public static let isPresent = FileManager.default.fileExists(atPath: path)

  /// The folder of the school's feeds.
  public static let school = "\(path)/marc-bloch/phpfina"
}
