import BundledCorpora
import BundledModels
import Foundation
import Transcripts

/// The files of a starter gate.
struct StarterGate {
  /// What runs it.
  enum Kind: String, CaseIterable {
    case shell
    case swift
  }

  /// As for `--corpus`.
  let corpus: String
  /// As for `--model`.
  let model: String

  /// `mondegreen.toml`.
  var project: String {
    """
    # Options of `mondegreen check` and `mondegreen report` in this folder. Keys are the names of options
    # (mondegreen check --help); an array repeats an option, and true sets a flag.
    [check]
    corpus = \(Self.quoted(corpus))
    model = [\(Self.quoted(model))]
    # Development lists of the same recognizer, to tune weights on:
    # tune-on = "dev.jsonl"
    property = ["finite-costs", "order-invariance", "batch-invariance", "rank-stability"]
    # Share of its cases in which a rate may fail:
    allow = 0.1
    # Requirements; the gate fails if one is missed:
    # require = ["failures(rank-stability) <= 10%"]

    [report]
    corpus = [\(Self.quoted(corpus))]
    model = [\(Self.quoted(model))]
    # tune-on = "dev.jsonl"
    output = "Reports/mondegreen"

    """
  }

  /// `Package.swift` of a package that holds nothing but the gate.
  ///
  /// - Parameter source: the folder or the URL of Mondegreen's package.
  func manifest(dependingOn source: String) -> String {
    let isURL = source.contains("://") || source.hasPrefix("git@")
    // A package's identity is the last part of where it lies.
    let last = source.split(separator: "/").last.map(String.init) ?? source
    let identity = last.hasSuffix(".git") ? String(last.dropLast(4)) : last
    let dependency =
      isURL
      ? ".package(url: \(Self.literal(source)), branch: \"main\")"
      : ".package(name: \"mondegreen\", path: \(Self.literal(source)))"
    let package = Self.literal(isURL ? identity : "mondegreen")
    let products =
      (["MondegreenTesting", "BundledCorpora", "Lexicons", "Rescoring"]
      + (bundled == nil ? process == nil ? ["BERTRescoring"] : [] : ["BundledModels"])
      + ["Transcripts"])
      .map { "        .product(name: \"\($0)\", package: \(package))," }.joined(separator: "\n")
    return """
      // swift-tools-version: 6.2
      import PackageDescription

      let package = Package(
        name: "robustness-gate",
        dependencies: [
          \(dependency)
        ],
        targets: [
          .testTarget(
            name: "GateTests",
            dependencies: [
      \(products)
            ])
        ])

      """
  }

  /// The gate's test.
  ///
  /// - Throws: a ``CommandFailure`` for a model or a corpus that only the command line knows.
  func test() throws -> String {
    var imports = ["BundledLexicons", "MondegreenTesting", "Rescoring", "Testing", "Transcripts"]
    let made: String
    if let bundled {
      imports.append("BundledModels")
      made = "BundledModel.\(bundled).rescorer().model"
    } else if let process {
      let words = process.command.map(Self.literal).joined(separator: ", ")
      made = "ProcessModel(name: \(Self.literal(process.name)), command: [\(words)])"
    } else if ModelScheme.split(model) == nil, model != ModelCatalog.nGram {
      imports.append("BERTRescoring")
      made = "RescorerDirectory.read(\(Self.literal(model))).model"
    } else {
      throw CommandFailure(
        .badUsage,
        "--gate swift: expected process:COMMAND, a folder or a bundled model, found \"\(model)\", which works "
          + "only on the command line")
    }
    let lists: String
    if let bundled = BundledCorpus(rawValue: corpus) {
      imports.append("BundledCorpora")
      lists = "BundledCorpus.\(bundled).read()"
    } else if let source = try? CorpusSource(corpus), source.format != nil {
      throw CommandFailure(
        .badUsage,
        "--gate swift: expected a bundled corpus or a file whose name shows its format, found \"\(corpus)\": convert "
          + "it (mondegreen convert \(corpus) --output lists.jsonl)")
    } else {
      lists = "Corpus(contentsOf: \(Self.literal(corpus)))"
    }
    return """
      \(imports.sorted().map { "import " + $0 }.joined(separator: "\n"))

      /// The gate: contracts allow no failure, and of the other properties at most a tenth of the cases may fail.
      @Test(
        .model(try \(made)), .cases(40), .seed(7),
        .corpus(try \(lists)),
        .lexicon(try BundledLexicon.homophones()),
        .firstPassLanguageModel(try BundledLexicon.languageModel()))
      func `my rescorer is robust`() throws {
        try expectRobust(allowing: 0.1)
      }

      """
  }

  private var bundled: BundledModel? { BundledModel(rawValue: model) }

  private var process: (name: String, command: [String])? {
    ModelCatalog.process(model).flatMap { $0.command.isEmpty ? nil : $0 }
  }

  /// A text as TOML has it, in quotes.
  private static func quoted(_ text: String) -> String {
    quoted(text) { digits in "\\u" + String(repeating: "0", count: 4 - digits.count) + digits }
  }

  /// A text as Swift has it, in quotes.
  private static func literal(_ text: String) -> String {
    quoted(text) { digits in "\\u{\(digits)}" }
  }

  /// - Parameter escape: how a control character is written, by its number's hexadecimal digits.
  private static func quoted(_ text: String, escape: (String) -> String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case "\u{0}"..<"\u{20}", "\u{7F}": quoted += escape(String(scalar.value, radix: 16))
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
