import AdapterEngine
import ArgumentParser
import BERTRescoring

/// Which parameters `train` trains, and how.
struct VariantOptions: ParsableArguments {
  @Option(help: "What trains beside the scoring head: \(NamedVariant.overview).")
  var variant = NamedVariant.full

  @Flag(help: "Keep the scoring head as it is: only the variant's own parameters train.")
  var frozenHead = false

  @Option(
    help: ArgumentHelp(
      """
      Linear layers that the adapter targets, repeatable: ends of their names (query, \
      attention.output.dense), with * for anything (layer.0.*), or all-linear; query and value if \
      missing. lora and lorb also adapt word_embeddings.
      """, valueName: "pattern"))
  var target: [String] = []

  @Option(help: "Rank; for adalora the mean rank in the end.")
  var rank = 8

  @Option(help: "Alpha: low-rank updates are scaled by alpha over rank.")
  var alpha: Float = 32

  @Option(
    help: .of(LoRA.self, "dropout on the low-rank path; above 0 it trains as a branch, slower."))
  var adapterDropout: Float = 0

  @Flag(help: .of(LoRA.self, "scale by alpha over the root of the rank (rsLoRA)."))
  var rankStabilized = false

  @Option(help: .of(LoRA.self, "how many times as fast B learns as A (LoRA+)."))
  var rateRatio: Float = 1

  @Option(
    help: .of(
      LoRA.self, "another rank for some layers, repeatable (mixed rank).",
      valueName: "pattern=rank"))
  var rankOf: [LayerRank] = []

  @Option(help: .of(LoRA.self, "a higher rank to begin with (high-rank warm-up)."))
  var warmUpRank: Int?

  @Option(help: "Steps at --warm-up-rank.")
  var warmUpRankSteps = 200

  @Option(help: .of(AdaLoRA.self, "rank to begin with; half as much again as --rank if missing."))
  var initialRank: Int?

  @Option(help: .of(AdaLoRA.self, "steps before ranks fall; a tenth of all if missing."))
  var allocateFrom: Int?

  @Option(help: .of(AdaLoRA.self, "steps after they have fallen; three tenths of all if missing."))
  var allocateUntilLast: Int?

  @Option(help: .of(AdaLoRA.self, "steps between allocations."))
  var allocateEvery = 10

  @Option(help: .of(AdaLoRA.self, "weight of the orthogonality penalty."))
  var orthogonality: Float = 0.5

  @Option(help: .of(BottleneckAdapter.self, "width of the narrow layer."))
  var width = 16

  @Option(help: .of(PrefixTuning.self, "keys and values before each text."))
  var prefixLength = 8

  @Option(
    help: .init(
      "Weight of the correlation regularisation; \(NamedVariant.correlations) if missing, else 0."))
  var correlation: Double?

  func validate() throws {
    for (option, count) in [
      ("--rank", rank), ("--warm-up-rank-steps", warmUpRankSteps),
      ("--allocate-every", allocateEvery), ("--width", width), ("--prefix-length", prefixLength),
    ] where count < 1 {
      throw ValidationError("\(option): expected at least 1, found \(count)")
    }
    for (option, high) in [("--warm-up-rank", warmUpRank), ("--initial-rank", initialRank)] {
      if let high, high < rank {
        throw ValidationError("\(option): expected at least the --rank of \(rank), found \(high)")
      }
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
