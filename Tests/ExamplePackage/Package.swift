// swift-tools-version: 6.2
import PackageDescription

// What a user of Mondegreen writes: a rescorer of one's own, an adapter variant, a perturbation and
// a property, with a gate and conformance tests. Depends on the package by path; yours has a URL.
let package = Package(
  name: "own-rescorer",
  dependencies: [.package(name: "mondegreen", path: "../..")],
  targets: [
    .target(
      name: "OwnRescorer",
      dependencies: [
        .product(name: "AdapterEngine", package: "mondegreen"),
        .product(name: "Perturbations", package: "mondegreen"),
        .product(name: "PropertyTesting", package: "mondegreen"),
        .product(name: "Rescoring", package: "mondegreen"),
        .product(name: "Robustness", package: "mondegreen"),
        .product(name: "Transcripts", package: "mondegreen"),
      ]),
    .testTarget(
      name: "OwnRescorerTests",
      dependencies: [
        "OwnRescorer",
        .product(name: "AdapterEngine", package: "mondegreen"),
        .product(name: "BundledCorpora", package: "mondegreen"),
        .product(name: "Lexicons", package: "mondegreen"),
        .product(name: "MondegreenTesting", package: "mondegreen"),
        .product(name: "RobustnessReports", package: "mondegreen"),
        .product(name: "RobustnessRuns", package: "mondegreen"),
      ],
      // As a package of one's own may have it: the traits work under it, too.
      swiftSettings: [.enableUpcomingFeature("NonisolatedNonsendingByDefault")]),
    // The listings of the README, as they stand there; `ReadmeTests` of the package itself compares them.
    .testTarget(
      name: "ReadmeTests",
      dependencies: [
        .product(name: "BundledCorpora", package: "mondegreen"),
        .product(name: "Lexicons", package: "mondegreen"),
        .product(name: "MondegreenTesting", package: "mondegreen"),
        .product(name: "Perturbations", package: "mondegreen"),
        .product(name: "PropertyTesting", package: "mondegreen"),
        .product(name: "Rescoring", package: "mondegreen"),
        .product(name: "Transcripts", package: "mondegreen"),
      ],
      exclude: ["Fixtures"]),
  ])
