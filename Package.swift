// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "Retouche",
  products: [
    .executable(name: "retouche", targets: ["retouche"]),
    .library(name: "Feeds", targets: ["Feeds"]),
    .library(name: "Inference", targets: ["Inference"]),
    .library(name: "Simulation", targets: ["Simulation"]),
    .library(name: "Workspace", targets: ["Workspace"]),
    .library(name: "Emoncms", targets: ["Emoncms"]),
    .library(name: "Charts", targets: ["Charts"]),
    .library(name: "Schedule", targets: ["Schedule"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(
      url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0", traits: []),
  ],
  targets: [
    // What stands below depends on nothing above it.
    .target(name: "Feeds", swiftSettings: settings),
    .target(name: "Inference", swiftSettings: settings),
    .target(name: "Simulation", swiftSettings: settings),
    .target(name: "Charts", dependencies: ["Feeds"], swiftSettings: settings),
    .target(name: "Schedule", dependencies: ["Charts", "Feeds"], swiftSettings: settings),
    .target(
      name: "Workspace",
      dependencies: [
        "CZlib", "Feeds", "Inference", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: settings),
    .target(
      name: "Emoncms",
      dependencies: [
        "CArchive", "CCrypto", "CCurl", "CHiredis", "CMariaDB", "CZlib", "Feeds", "Workspace",
      ],
      swiftSettings: settings),
    .target(
      name: "Studio",
      dependencies: [
        "CZlib", "Feeds", "Inference", "Workspace",
        .product(name: "Hummingbird", package: "hummingbird"),
      ],
      resources: [.embedInCode("API/openapi.json"), .embedInCode("Page")], swiftSettings: settings),
    // The editor inside an Emoncms: what is installed there, and how.
    .target(
      name: "EmoncmsModule", dependencies: ["CExchange", "Emoncms", "Feeds", "Studio"],
      resources: [.embedInCode("Module"), .embedInCode("Page")], swiftSettings: settings),
    .executableTarget(
      name: "retouche",
      dependencies: [
        "CMalloc", "Charts", "Emoncms", "EmoncmsModule", "Feeds", "Inference", "Schedule",
        "Simulation", "Studio",
        "Workspace",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),

    // System libraries: one module map each.
    .systemLibrary(name: "CArchive", providers: [.apt(["libarchive-dev"])]),
    .systemLibrary(name: "CCrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CCurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CExchange"),
    .systemLibrary(name: "CHiredis", providers: [.apt(["libhiredis-dev"])]),
    .systemLibrary(name: "CMalloc"),
    .systemLibrary(name: "CMariaDB", providers: [.apt(["libmariadb-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),

    .target(
      name: "TestSupport", dependencies: ["Feeds", "Inference"], path: "Tests/TestSupport",
      swiftSettings: settings),
    .testTarget(
      name: "FeedsTests", dependencies: ["Feeds", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "InferenceTests", dependencies: ["Inference", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "SimulationTests", dependencies: ["Simulation", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "ChartsTests", dependencies: ["Charts", "Feeds", "TestSupport"], swiftSettings: settings
    ),
    .testTarget(
      name: "ScheduleTests",
      dependencies: ["Charts", "Feeds", "Schedule", "Simulation", "TestSupport"],
      swiftSettings: settings),
    // A process that edits in a loop, for tests to kill.
    .executableTarget(
      name: "edit-loop", dependencies: ["Feeds", "Inference", "TestSupport", "Workspace"],
      path: "Tests/EditLoop", swiftSettings: settings),
    .testTarget(
      name: "WorkspaceTests",
      dependencies: [
        "Feeds", "Inference", "TestSupport", "Workspace", "edit-loop",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: settings),
    // The servers that the tests of Emoncms talk to.
    .target(
      name: "EmoncmsSupport", path: "Tests/EmoncmsSupport", exclude: ["Host"],
      swiftSettings: settings),
    .testTarget(
      name: "EmoncmsTests",
      dependencies: [
        "Emoncms", "EmoncmsSupport", "Feeds", "TestSupport", "Workspace", "retouche",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "EmoncmsModuleTests",
      dependencies: [
        "Emoncms", "EmoncmsModule", "EmoncmsSupport", "Feeds", "Studio", "TestSupport", "retouche",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "CommandLineTests",
      dependencies: ["EmoncmsSupport", "Feeds", "TestSupport", "retouche"],
      swiftSettings: settings),
    // The browser and the judges that the tests of the Studio drive.
    .target(
      name: "BrowserSupport", dependencies: ["TestSupport"], path: "Tests/BrowserSupport",
      swiftSettings: settings),
    .testTarget(
      name: "BrowserTests",
      dependencies: [
        "BrowserSupport", "Emoncms", "EmoncmsSupport", "Feeds", "Simulation", "TestSupport",
        "Workspace", "retouche",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "StudioTests",
      dependencies: [
        "BrowserSupport", "Feeds", "Studio", "TestSupport", "Workspace", "retouche",
        .product(name: "Hummingbird", package: "hummingbird"),
      ],
      swiftSettings: settings),
    .testTarget(
      name: "PeerTests",
      dependencies: ["Feeds", "Inference", "TestSupport", "Workspace", "retouche"],
      exclude: ["Judges"], swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
