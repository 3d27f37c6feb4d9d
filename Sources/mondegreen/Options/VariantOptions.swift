import AdapterEngine
import ArgumentParser
import BERTRescoring

/// Which parameters `train` trains, and how.
struct VariantOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What trains besides the scoring head: \(NamedVariant.overview).", valueName: "variant"))
  var variant = NamedVariant.full

  @Flag(help: "Keep the scoring head fixed, so that only the variant's own parameters train.")
  var frozenHead = false

  @Option(
    help: ArgumentHelp(
      """
      Linear layers that the adapter targets, repeatable: the ends of their names (query, \
      attention.output.dense), with * for anything (layer.0.*), or all-linear. lora and lorb can also adapt \
      word_embeddings. (default: query and value)
      """, valueName: "pattern"))
  var target: [String] = []

  @Option(help: ArgumentHelp("Rank; for adalora, the final mean rank.", valueName: "rank"))
  var rank = 8

  @Option(
    help: ArgumentHelp(
      "Low-rank updates are scaled by alpha / rank (adalora: by alpha / initial rank).",
      valueName: "alpha"))
  var alpha: Float = 32

  @Option(
    help: .of(
      LoRA.self,
      "dropout on the low-rank path; above 0 it trains as a separate branch, which is slower."))
  var adapterDropout: Float = 0

  @Flag(help: .of(LoRA.self, "scale by alpha / √rank (rsLoRA)."))
  var rankStabilized = false

  @Option(help: .of(LoRA.self, "learning rate of B as a multiple of that of A (LoRA+)."))
  var rateRatio: Float = 1

  @Option(
    help: .of(
      LoRA.self, "rank of some layers, repeatable (mixed rank).",
      valueName: "pattern=rank"))
  var rankOf: [LayerRank] = []

  @Option(help: .of(LoRA.self, "a higher rank at the start (high-rank warm-up)."))
  var warmUpRank: Int?

  @Option(help: "Steps at --warm-up-rank.")
  var warmUpRankSteps = 200

  @Option(help: .of(AdaLoRA.self, "initial rank. (default: 1.5 times --rank)"))
  var initialRank: Int?

  @Option(help: .of(AdaLoRA.self, "number of steps before ranks fall. (default: a tenth of all)"))
  var allocateFrom: Int?

  @Option(
    help: .of(
      AdaLoRA.self, "number of steps after they have fallen. (default: three tenths of all)"))
  var allocateUntilLast: Int?

  @Option(help: .of(AdaLoRA.self, "number of steps between allocations."))
  var allocateEvery = 10

  @Option(help: .of(AdaLoRA.self, "weight of the orthogonality penalty."))
  var orthogonality: Float = 0.5

  @Option(help: .of(BottleneckAdapter.self, "width of the bottleneck."))
  var width = 16

  @Option(help: .of(PrefixTuning.self, "number of keys and values before each text."))
  var prefixLength = 8

  @Option(
    help: .init(
      "Weight of the correlation regularization. (default: \(NamedVariant.correlations), otherwise 0)"
    ))
  var correlation: Double?

  func validate() throws {
    for (option, count) in [
      ("--rank", rank), ("--warm-up-rank-steps", warmUpRankSteps),
      ("--allocate-every", allocateEvery), ("--width", width), ("--prefix-length", prefixLength),
    ] {
      try CountBounds.check(option, count, atMost: CountBounds.mostHeld)
    }
    for (option, high) in [("--warm-up-rank", warmUpRank), ("--initial-rank", initialRank)] {
      if let high, high < rank {
        throw ValidationError("\(option): expected at least the --rank of \(rank), found \(high)")
      }
      try CountBounds.check(option, high, atMost: CountBounds.mostHeld)
    }
    for (option, count) in [
      ("--allocate-from", allocateFrom), ("--allocate-until-last", allocateUntilLast),
    ] {
      try CountBounds.check(option, count, atLeast: 0)
    }
    if !(0..<1).contains(adapterDropout) {
      throw ValidationError("--adapter-dropout: expected 0 up to 1, found \(adapterDropout)")
    }
    for (option, value) in [
      ("--alpha", alpha), ("--rate-ratio", rateRatio), ("--orthogonality", orthogonality),
    ] where !value.isFinite || value < 0 {
      throw ValidationError("\(option): expected a number from 0 on, found \(value)")
    }
    let given = [
      ("--adapter-dropout", adapterDropout > 0), ("--rank-stabilized", rankStabilized),
      ("--rate-ratio", rateRatio != 1), ("--rank-of", !rankOf.isEmpty),
      ("--warm-up-rank", warmUpRank != nil),
    ]
    if variant.adapter != LoRA.self, let (option, _) = given.first(where: \.1) {
      let names = NamedVariant.names(training: LoRA.self).joined(separator: " or ")
      throw ValidationError("\(option): expected --variant \(names), found \(variant)")
    }
    if warmUpRank != nil, !rankOf.isEmpty {
      throw ValidationError("expected one of --warm-up-rank and --rank-of, found both")
    }
  }

  /// λ.
  var correlationWeight: Double { correlation ?? variant.correlation }

  /// - Parameter steps: of the whole training.
  func trained(steps: Int) throws -> TrainingVariant {
    do {
      return try variant.variant(from: self, targets: target, steps: steps)
    } catch {
      throw ValidationError("\(error)")
    }
  }
}

/// The options are the settings that adapters are made from, by the same names.
extension VariantOptions: AdapterSettings {
  var ranks: [String: Int] {
    Dictionary(rankOf.map { ($0.pattern, $0.rank) }, uniquingKeysWith: { $1 })
  }
}
