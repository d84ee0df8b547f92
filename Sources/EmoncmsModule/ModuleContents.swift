/// What the build put into the program: a line for each file of `Module/` and of `Page/`, which a test
/// compares with the folders.
///
/// The build names a file by its last part alone: no two files of either folder may share one.
enum ModuleContents {
  /// What Emoncms runs, by paths below the module's folder.
  static let module: [String: [UInt8]] = [
    "module.json": PackageResources.module_json
  ]

  /// The part of the page that is Emoncms's only, by paths below `Page/`.
  static let page: [String: [UInt8]] = [
    "points.js": PackageResources.points_js
  ]
}
