// swift-tools-version: 6.2
import Foundation
import PackageDescription

// Every folder of Sources is a fuzz target.
let sources = Context.packageDirectory + "/Sources"
let names = try FileManager.default.contentsOfDirectory(atPath: sources)
  .filter { !$0.hasPrefix(".") }.sorted()

let package = Package(
  name: "Fuzz",
  dependencies: [.package(name: "Retouche", path: "..")],
  targets: names.map { name in
    .executableTarget(
      name: name,
      dependencies: [
        .product(name: "Emoncms", package: "Retouche"),
        .product(name: "Feeds", package: "Retouche"),
      ],
      // libFuzzer brings its own main.
      swiftSettings: [.unsafeFlags(["-parse-as-library"])])
  },
  swiftLanguageModes: [.v6]
)
