// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]
let strictMemory: [SwiftSetting] = strict + [.strictMemorySafety()]

let package = Package(
  name: "sluice",
  products: [
    .executable(name: "sluice", targets: ["SluiceCLI"]),
    .library(name: "Sluice", targets: ["Sluice"]),
  ],
  targets: [
    // System libraries: a module map and a shim each; `Scripts/bootstrap.sh` installs them.
    .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
    .systemLibrary(name: "CMessageDigest", providers: [.apt(["libmd-dev"])]),
    .systemLibrary(name: "CISAL", pkgConfig: "libisal", providers: [.apt(["libisal-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),

    // C and C++ behind C interfaces.
    .target(name: "CSluiceMath"),
    .target(name: "CSluiceKernels"),

    // The house, in the order in which data flows.
    .target(
      name: "SluiceContract", dependencies: ["CLibYAML", "CPCRE2", "CMessageDigest"], swiftSettings: strict),
    .target(
      name: "SluiceEngine",
      dependencies: ["SluiceContract", "CPCRE2", "CSluiceMath", "CSluiceKernels", "CISAL", "CZstd"],
      swiftSettings: strictMemory),
    .target(
      name: "SluiceSQL", dependencies: ["SluiceEngine", "SluiceContract", "CSQLite"], swiftSettings: strict),
    .target(name: "SluiceReport", dependencies: ["SluiceEngine", "SluiceContract"], swiftSettings: strict),
    .target(
      name: "Sluice", dependencies: ["SluiceContract", "SluiceEngine", "SluiceReport", "SluiceSQL"],
      swiftSettings: strict),
    .executableTarget(
      name: "SluiceCLI", dependencies: ["SluiceContract", "SluiceEngine", "SluiceReport", "SluiceSQL"],
      swiftSettings: strict),

    // A program that uses the library, so that what its page says is what compiles.
    .executableTarget(
      name: "GateExample", dependencies: ["Sluice"], path: "examples/library", exclude: ["README.md"],
      swiftSettings: strict),

    .testTarget(
      name: "SluiceContractTests", dependencies: ["SluiceContract"],
      resources: [.copy("Fixtures")], swiftSettings: strict),
    .testTarget(
      name: "SluiceEngineTests", dependencies: ["SluiceEngine", "SluiceContract", "SluiceSQL", "CISAL", "CZstd"],
      resources: [.copy("Fixtures")], swiftSettings: strict),
    .testTarget(
      name: "SluiceSQLTests", dependencies: ["SluiceSQL", "SluiceEngine", "SluiceContract"], swiftSettings: strict),
    .testTarget(
      name: "SluiceReportTests", dependencies: ["SluiceReport", "SluiceEngine", "SluiceContract"],
      resources: [.copy("Snapshots")], swiftSettings: strict),
    .testTarget(
      name: "SluiceTests", dependencies: ["Sluice", "GateExample"], swiftSettings: strict),
    .testTarget(
      name: "SluiceCLITests", dependencies: ["SluiceCLI", "SluiceReport", "SluiceEngine", "SluiceContract"],
      resources: [.copy("Snapshots")], swiftSettings: strict),
  ],
  cxxLanguageStandard: .cxx17
)
