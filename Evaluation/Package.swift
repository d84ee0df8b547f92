// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "Evaluation",
  dependencies: [
    .package(name: "Retouche", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
  ],
  targets: [
    .executableTarget(
      name: "evaluation",
      dependencies: [
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Feeds", package: "Retouche"),
        .product(name: "Inference", package: "Retouche"),
        .product(name: "Simulation", package: "Retouche"),
      ],
      swiftSettings: settings),
    .testTarget(
      name: "EvaluationTests",
      dependencies: ["evaluation", .product(name: "Inference", package: "Retouche")],
      swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
