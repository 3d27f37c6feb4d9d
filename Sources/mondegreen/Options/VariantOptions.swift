import AdapterEngine
import ArgumentParser
import BERTRescoring

/// Which parameters `train` trains, and how.
struct VariantOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      What trains beside the scoring head: full (everything), head (nothing), bitfit (biases), lora, \
      lorb (lora with --correlation 0.04), pissa, dora, vera, adalora (dynamic rank), bottleneck \
      (residual adapter), prefix.
      """))
  var variant = VariantName.full

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

  @Option(help: "lora, lorb: dropout on the low-rank path; above 0 it trains as a branch, slower.")
  var adapterDropout: Float = 0

  @Flag(help: "lora, lorb: scale by alpha over the root of the rank (rsLoRA).")
  var rankStabilized = false

  @Option(help: "lora, lorb: how many times as fast B learns as A (LoRA+).")
  var rateRatio: Float = 1

  @Option(
    help: ArgumentHelp(
      "lora, lorb: another rank for some layers, repeatable (mixed rank).",
      valueName: "pattern=rank"))
  var rankOf: [LayerRank] = []

  @Option(help: "lora, lorb: a higher rank to begin with (high-rank warm-up).")
  var warmUpRank: Int?

  @Option(help: "Steps at --warm-up-rank.")
  var warmUpRankSteps = 200

  @Option(help: "adalora: rank to begin with; half as much again as --rank if missing.")
  var initialRank: Int?

  @Option(help: "adalora: steps before ranks fall; a tenth of all if missing.")
  var allocateFrom: Int?

  @Option(help: "adalora: steps after they have fallen; three tenths of all if missing.")
  var allocateUntilLast: Int?

  @Option(help: "adalora: steps between allocations.")
  var allocateEvery = 10

  @Option(help: "adalora: weight of the orthogonality penalty.")
  var orthogonality: Float = 0.5

  @Option(help: "bottleneck: width of the narrow layer.")
  var width = 16

  @Option(help: "prefix: keys and values before each text.")
  var prefixLength = 8

  @Option(help: "Weight of the correlation regularisation; 0.04 for lorb if missing, else 0.")
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
    if ![.lora, .lorb].contains(variant), let (option, _) = given.first(where: \.1) {
      throw ValidationError("\(option): expected --variant lora or lorb, found \(variant.rawValue)")
    }
    if warmUpRank != nil, !rankOf.isEmpty {
      throw ValidationError("expected one of --warm-up-rank and --rank-of, found both")
    }
  }

  /// λ.
  var correlationWeight: Double { correlation ?? (variant == .lorb ? 0.04 : 0) }

  private var targets: [String] { target.isEmpty ? variant.targets : target }

  /// - Parameter steps: of the whole training.
  func trained(steps: Int) throws -> TrainingVariant {
    switch variant {
    case .full: .full
    case .head: .head
    case .bitfit: .bitFit
    case .lora, .lorb: .adapter(lowRank, targets: targets)
    case .pissa: .adapter(PiSSA(rank: rank, alpha: alpha), targets: targets)
    case .dora: .adapter(DoRA(rank: rank, alpha: alpha), targets: targets)
    case .vera: .adapter(VeRA(rank: rank), targets: targets)
    case .adalora: .adapter(AdaLoRA(try allocation(steps: steps)), targets: targets)
    case .bottleneck: .adapter(BottleneckAdapter(width: width), targets: targets)
    case .prefix: .adapter(PrefixTuning(length: prefixLength), targets: variant.targets)
    }
  }

  private var lowRank: any Adapter {
    var configuration = LoRA.Configuration(rank: rank, alpha: alpha)
    configuration.dropout = adapterDropout
    configuration.isRankStabilized = rankStabilized
    configuration.rateRatio = rateRatio
    configuration.ranks = Dictionary(
      rankOf.map { ($0.pattern, $0.rank) }, uniquingKeysWith: { $1 })
    guard let warmUpRank else { return LoRA(configuration) }
    return HighRankWarmUp(
      configuration, warmUpRank: warmUpRank, warmUpSteps: warmUpRankSteps)
  }

  private func allocation(steps: Int) throws -> AdaLoRA.Configuration {
    let first = allocateFrom ?? steps / 10
    let last = allocateUntilLast ?? steps * 3 / 10
    guard first >= 0, last >= 0, first < steps - last else {
      throw ValidationError(
        "expected steps left to allocate ranks in, found --allocate-from \(first) and"
          + " --allocate-until-last \(last) of \(steps)")
    }
    return AdaLoRA.Configuration(
      initialRank: initialRank ?? (rank * 3 + 1) / 2, targetRank: rank, alpha: alpha,
      warmUpSteps: first, finalSteps: last, interval: allocateEvery,
      orthogonality: orthogonality, totalSteps: steps)
  }
}
