// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "Benchmarks",
  dependencies: [
    .package(name: "Retouche", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
  ],
  targets: [
    .executableTarget(
      name: "benchmarks",
      dependencies: [
        "CPeer",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Feeds", package: "Retouche"),
        .product(name: "Inference", package: "Retouche"),
        .product(name: "Simulation", package: "Retouche"),
        .product(name: "Workspace", package: "Retouche"),
      ],
      swiftSettings: settings),

    // What a plain C program does for the same job, at the usual level of optimization.
    .target(name: "CPeer", cSettings: [.unsafeFlags(["-O3"])]),

    // Runs a program and says how long it took and how much memory.
    .executableTarget(name: "measure"),
  ],
  swiftLanguageModes: [.v6]
)
