// swift-tools-version: 6.2
import PackageDescription

/// One set of Swift settings for every Swift target: strict, and the same everywhere.
let swiftSettings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

/// A checkout that SwiftPM made for a package that depends on this one by version, where flags of
/// our own are forbidden.
let isDependency = ["/checkouts/", "/registry/"].contains { Context.packageDirectory.contains($0) }

/// Chunks, unique elements.
let algorithms = Target.Dependency.product(name: "Algorithms", package: "swift-algorithms")
/// Heaps.
let heaps = Target.Dependency.product(name: "HeapModule", package: "swift-collections")

let package = Package(
  name: "mondegreen",
  products: [
    .executable(name: "mondegreen", targets: ["mondegreen"]),
    .library(name: "Transcripts", targets: ["Transcripts"]),
    .library(name: "Lexicons", targets: ["Lexicons", "BundledLexicons"]),
    .library(name: "PropertyTesting", targets: ["PropertyTesting"]),
    .library(name: "Rescoring", targets: ["Rescoring"]),
    .library(name: "AdapterEngine", targets: ["AdapterEngine"]),
    .library(name: "BERTRescoring", targets: ["AdapterEngine", "BERTRescoring"]),
    .library(name: "Perturbations", targets: ["Perturbations"]),
    .library(name: "Robustness", targets: ["Robustness"]),
    .library(name: "Counterexamples", targets: ["Counterexamples"]),
    .library(name: "RobustnessRuns", targets: ["RobustnessRuns"]),
    .library(name: "RobustnessReports", targets: ["RobustnessReports"]),
    .library(name: "BundledModels", targets: ["BundledModels"]),
    .library(name: "BundledCorpora", targets: ["BundledCorpora"]),
    .library(name: "MondegreenTesting", targets: ["MondegreenTesting"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-algorithms", from: "1.2.1"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    // Only for `make docs`: nothing that is built depends on it, and packages that depend on this one don't see it.
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
  ],
  targets: [
    // System libraries behind inline C wrappers.
    .systemLibrary(
      name: "CSystemZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(
      name: "CSystemLZMA", pkgConfig: "liblzma", providers: [.apt(["liblzma-dev"])]),
    .systemLibrary(
      name: "CSystemZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .systemLibrary(
      name: "CSystemCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    // A C target and no system library: Foundation has an ICU of its own, so Swift must not see
    // ICU's headers.
    .target(
      name: "CSystemICU",
      linkerSettings: [.linkedLibrary("icuuc"), .linkedLibrary("icui18n")]),
    // The engine's inner loops.
    .target(
      name: "CAdapterKernels",
      // Unoptimized they are twenty times slower and more: not even a debug build wants that.
      cSettings: isDependency ? [] : [.unsafeFlags(["-O3"], .when(configuration: .debug))]),

    // The commit that `mondegreen --version` states, where make links it in.
    .target(name: "CBuildCommit"),

    // Libraries, each importing only those named.
    .target(
      name: "Artifacts",
      dependencies: ["CSystemZlib", "CSystemLZMA", "CSystemZstd", "CSystemCrypto"]),
    .target(name: "Transcripts", dependencies: ["CSystemICU", "Artifacts"]),
    .target(
      name: "Lexicons",
      dependencies: ["Transcripts", "Artifacts", algorithms, heaps]),
    .target(name: "PropertyTesting", dependencies: ["Artifacts"]),
    .target(name: "Rescoring", dependencies: ["Transcripts", "Artifacts", algorithms]),
    .target(name: "AdapterEngine", dependencies: ["CAdapterKernels", "Artifacts", algorithms]),
    .target(
      name: "BERTRescoring",
      dependencies: [
        "AdapterEngine", "Rescoring", "Transcripts", "Artifacts", algorithms, heaps,
      ]),
    // The bundled models' weights and nothing else, for those who want them.
    .target(
      name: "BundledModels", dependencies: ["BERTRescoring", "AdapterEngine", "Artifacts"],
      resources: [.copy("Models")]),
    .target(
      name: "Perturbations",
      dependencies: [
        "Lexicons", "PropertyTesting", "Rescoring", "Transcripts", "Artifacts", algorithms,
      ]),
    .target(
      name: "Robustness",
      dependencies: [
        "Perturbations", "Lexicons", "PropertyTesting", "Rescoring", "Transcripts", "Artifacts",
      ]),
    .target(
      name: "Counterexamples",
      dependencies: [
        "Robustness", "Perturbations", "PropertyTesting", "Rescoring", "Transcripts", "Artifacts",
        algorithms,
      ]),
    .target(
      name: "RobustnessRuns",
      dependencies: [
        "Counterexamples", "Robustness", "Perturbations", "PropertyTesting", "Rescoring",
        "Transcripts", "Artifacts", algorithms,
      ]),
    .target(
      name: "RobustnessReports",
      dependencies: [
        "RobustnessRuns", "Counterexamples", "Robustness", "Perturbations", "Rescoring", "Lexicons",
        "Transcripts", "Artifacts", algorithms,
      ]),
    .target(
      name: "MondegreenTesting",
      dependencies: [
        "RobustnessReports", "RobustnessRuns", "Counterexamples", "Robustness", "Perturbations",
        "Rescoring", "Lexicons", "PropertyTesting", "Transcripts", "Artifacts",
      ]),

    // The data that lives at the top level, each with the Swift file that finds it.
    .target(
      name: "BundledLexicons", dependencies: ["Lexicons", "Rescoring", "Artifacts"],
      path: "Lexicons",
      exclude: ["README.md", "Builder"], sources: ["BundledLexicon.swift"],
      resources: [.copy("Data")]),
    .target(
      name: "BundledCorpora", dependencies: ["Transcripts", "Artifacts"], path: "Corpora",
      exclude: ["README.md", "Builder", "Sentences"], sources: ["BundledCorpus.swift"],
      resources: [.copy("Data")]),

    // The command line.
    .executableTarget(
      name: "mondegreen",
      dependencies: [
        "Artifacts", "Transcripts", "Lexicons", "BundledLexicons", "BundledCorpora",
        "PropertyTesting", "Rescoring", "AdapterEngine", "BERTRescoring", "BundledModels",
        "Perturbations", "Robustness", "Counterexamples", "RobustnessRuns", "RobustnessReports",
        "CBuildCommit", algorithms,
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "TOMLKit", package: "TOMLKit"),
      ],
      // The program that scores any Hugging Face model.
      resources: [.copy("Resources")]),

    // The figures that PropertyTesting is held to: the Shrinking Challenge, time per case.
    .executableTarget(
      name: "PropertyBenchmarks", dependencies: ["PropertyTesting"],
      path: "Tests/PropertyBenchmarks", exclude: ["README.md", "hypothesis_problems.py"]),
    // How often the intervals of a report contain the true figure.
    .target(
      name: "CoverageStudy", dependencies: ["Robustness", "PropertyTesting", "Artifacts"],
      path: "Tests/Benchmarks/Coverage/Study"),
    .executableTarget(
      name: "CoverageBenchmarks", dependencies: ["CoverageStudy", "PropertyTesting"],
      path: "Tests/Benchmarks/Coverage", exclude: ["Study"]),

    // Tests, one folder a module.
    .testTarget(name: "ArtifactsTests", dependencies: ["Artifacts"]),
    .testTarget(
      name: "TranscriptsTests",
      dependencies: ["Transcripts", "BundledCorpora", "Artifacts"],
      exclude: ["Goldens"]),
    .testTarget(
      name: "LexiconsTests",
      dependencies: ["Lexicons", "BundledLexicons", "Rescoring", "Transcripts", "Artifacts"]),
    .testTarget(
      name: "PropertyTestingTests",
      dependencies: ["PropertyTesting", "PropertyBenchmarks", "Artifacts"]),
    .testTarget(name: "RescoringTests", dependencies: ["Rescoring", "Transcripts", "Artifacts"]),
    .testTarget(
      name: "AdapterEngineTests",
      dependencies: ["AdapterEngine", "CAdapterKernels", "Artifacts"],
      resources: [.copy("Goldens")]),
    .testTarget(
      name: "BERTRescoringTests",
      dependencies: [
        "BERTRescoring", "BundledModels", "AdapterEngine", "Rescoring", "Transcripts", "Artifacts",
      ],
      exclude: ["Goldens"]),
    // Corpora, lexicons and models small enough to reason about.
    .target(
      name: "SmallWorlds",
      dependencies: [
        "RobustnessRuns", "Robustness", "Perturbations", "Rescoring", "Lexicons",
        "BundledLexicons", "PropertyTesting", "Transcripts",
      ], path: "Tests/SmallWorlds"),
    // The record's schema, and a validator of somebody else's.
    .target(name: "RecordSchema", path: "Tests/RecordSchema", exclude: ["validate.py"]),
    .testTarget(
      name: "BundledModelsTests",
      dependencies: ["Artifacts", "BundledModels", "BERTRescoring", "Rescoring", "Transcripts"]),
    .testTarget(
      name: "PerturbationsTests",
      dependencies: [
        "Perturbations", "Counterexamples", "Robustness", "Rescoring", "Lexicons",
        "BundledLexicons", "BundledCorpora", "PropertyTesting", "Transcripts", "Artifacts",
        "SmallWorlds",
      ]),
    .testTarget(
      name: "RobustnessTests",
      dependencies: [
        "Robustness", "RobustnessRuns", "Perturbations", "Rescoring", "PropertyTesting",
        "Transcripts", "Artifacts", "SmallWorlds", "CoverageStudy",
      ]),
    .testTarget(
      name: "CounterexamplesTests",
      dependencies: [
        "Counterexamples", "RobustnessRuns", "Robustness", "Perturbations", "Rescoring", "Lexicons",
        "PropertyTesting", "Transcripts", "Artifacts", "SmallWorlds",
      ]),
    .testTarget(
      name: "RobustnessRunsTests",
      dependencies: [
        "RobustnessRuns", "Counterexamples", "Robustness", "Perturbations", "Rescoring", "Lexicons",
        "BundledCorpora", "BundledLexicons", "PropertyTesting", "Transcripts", "Artifacts",
        "SmallWorlds", "RecordSchema",
      ]),
    .testTarget(
      name: "RobustnessReportsTests",
      dependencies: [
        "RobustnessReports", "RobustnessRuns", "Counterexamples", "Robustness", "Perturbations",
        "Rescoring", "PropertyTesting", "Transcripts", "Artifacts", "RecordSchema",
      ]),
    .testTarget(
      name: "MondegreenTestingTests",
      dependencies: [
        "MondegreenTesting", "RobustnessRuns", "Counterexamples", "Robustness", "Perturbations",
        "Rescoring", "Lexicons", "BundledLexicons", "BundledCorpora", "BundledModels",
        "BERTRescoring", "PropertyTesting", "Transcripts", "Artifacts",
      ]),
    // Every reader of files on damaged ones.
    .target(
      name: "FuzzTargets",
      dependencies: [
        "BERTRescoring", "RobustnessRuns", "Counterexamples", "Perturbations", "PropertyTesting",
        "Rescoring", "Lexicons", "Transcripts", "Artifacts",
      ], path: "Tests/FuzzTargets"),
    .testTarget(name: "FuzzTests", dependencies: ["FuzzTargets", "Transcripts", "Artifacts"]),
    .testTarget(
      name: "CommandLineTests", dependencies: ["mondegreen", "RecordSchema"],
      exclude: ["Help"]),
  ]
)

// Measuring is no part of an ordinary build: Tests/Benchmarks/run.sh asks for it.
if Context.environment["MONDEGREEN_BENCHMARKS"] != nil {
  package.targets.append(
    .executableTarget(
      name: "GeneratorBenchmarks",
      dependencies: [
        "Transcripts", "Lexicons", "BundledLexicons", "BundledCorpora", "PropertyTesting",
        "Perturbations", "RobustnessRuns", "Artifacts",
      ], path: "Tests/Benchmarks/Generator"))
  // How plausible the draws are, held against real errors.
  package.targets.append(
    .executableTarget(
      name: "PlausibilityBenchmarks",
      dependencies: [
        "Transcripts", "Lexicons", "BundledLexicons", "BundledCorpora", "PropertyTesting",
        "Perturbations", "Rescoring", "Artifacts",
      ], path: "Tests/Benchmarks/Plausibility"))
  // How well and how fast words are said that the lexicon lacks.
  package.targets.append(
    .executableTarget(
      name: "PronunciationBenchmarks", dependencies: ["Lexicons", "BundledLexicons"],
      path: "Tests/Benchmarks/Pronunciations"))
  package.targets.append(.target(name: "RegisterPeak", path: "Tests/Benchmarks/RegisterPeak"))
  package.targets.append(
    .executableTarget(
      name: "EngineBenchmarks",
      dependencies: [
        "BERTRescoring", "BundledModels", "AdapterEngine", "CAdapterKernels", "RegisterPeak",
        "Rescoring",
        "Transcripts", "BundledCorpora", "BundledLexicons", "Lexicons", "Perturbations",
        "RobustnessRuns", "PropertyTesting", "Artifacts",
      ], path: "Tests/Benchmarks/Engine",
      exclude: ["compare.py", "peers.py", "requirements.txt", "run.sh", "RESULTS.md"]))
}

// The same readers for libFuzzer, which counts the ways that code takes: Tests/Torture/fuzz.sh asks for it.
if Context.environment["MONDEGREEN_LIBFUZZER"] != nil {
  package.targets.append(.target(name: "CLibFuzzer", path: "Tests/CLibFuzzer"))
  package.targets.append(
    .executableTarget(
      name: "LibFuzzer", dependencies: ["FuzzTargets", "CLibFuzzer"], path: "Tests/LibFuzzer"))
}

/// Optimized in debug builds too, where this package is the root: lexicons, training and shrinking are
/// millions of small steps, and an unoptimized test suite takes ten times as long. To step through these
/// with a debugger, build with `MONDEGREEN_UNOPTIMIZED=1`.
let alwaysOptimized =
  isDependency || Context.environment["MONDEGREEN_UNOPTIMIZED"] != nil
  ? []
  : [
    "Artifacts", "Transcripts", "Lexicons", "PropertyTesting", "Rescoring", "AdapterEngine",
    "BERTRescoring", "Perturbations", "Robustness", "Counterexamples", "RobustnessRuns",
    "CoverageStudy",
  ]

for target in package.targets where ![.system, .plugin].contains(target.type) {
  if !["CAdapterKernels", "CSystemICU", "CBuildCommit", "CLibFuzzer"].contains(target.name) {
    target.swiftSettings = swiftSettings
    // The thread sanitizer takes Swift's own mutex for no lock: see Lock.
    if Context.environment["MONDEGREEN_THREAD_SANITIZER"] != nil {
      target.swiftSettings?.append(.define("MONDEGREEN_THREAD_SANITIZER"))
    }
    if alwaysOptimized.contains(target.name) {
      target.swiftSettings?.append(.unsafeFlags(["-O"], .when(configuration: .debug)))
    }
  }
}
