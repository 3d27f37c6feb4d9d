extension Experiment {
  private static let targets = ["--target", "query", "--target", "value"]

  private static func lorb(
    _ name: String, _ summary: String, rank: Int, variant: String = "lora",
    correlations: [Double] = [], seeds: Int? = nil
  ) -> ExperimentMethod {
    ExperimentMethod(
      name: name, summary: summary,
      options: [
        "--variant", variant, "--rank", "\(rank)", "--alpha", "32", "--learning-rate", "2e-3",
      ] + targets, steps: 700, decay: 400, seeds: seeds, correlations: correlations)
  }

  /// Low-rank rescoring against other ways to adapt with few parameters.
  ///
  /// The paper's LoRB is LoRA on a pre-trained rescorer with its scoring head trained too; `lora` here is the same
  /// without training the head.
  static let lorb = Experiment(
    name: "lorb", title: "Low-rank rescoring against other ways to adapt",
    source: "arXiv 2309.15223",
    methods: [
      .full(),
      ExperimentMethod(
        name: "adapter", summary: "residual adapters of width 16",
        options: ["--variant", "bottleneck", "--width", "16", "--learning-rate", "2e-3"],
        steps: 700,
        decay: 400),
      ExperimentMethod(
        name: "bitfit", summary: "biases train",
        options: ["--variant", "bitfit", "--learning-rate", "2e-3"], steps: 700, decay: 400),
      ExperimentMethod(
        name: "prefix", summary: "a prefix of eight keys and values",
        options: ["--variant", "prefix", "--prefix-length", "8", "--learning-rate", "1e-2"],
        steps: 700, decay: 400),
      ExperimentMethod(
        name: "lora", summary: "LoRA of rank 8 on query and value, the scoring head frozen",
        options: [
          "--variant", "lora", "--rank", "8", "--alpha", "32", "--frozen-head", "--learning-rate",
          "3e-3",
        ] + targets, steps: 700, decay: 400),
      lorb("lorb", "LoRA of rank 8 on query and value, with the scoring head", rank: 8),
      lorb(
        "lorb-correlation", "the same with the correlation loss", rank: 8, variant: "lorb",
        correlations: [0.0001, 0.001, 0.01, 0.1]),
      lorb("lorb-rank-4", "rank 4", rank: 4, seeds: 1),
      lorb("lorb-rank-16", "rank 16", rank: 16, seeds: 1),
      lorb("lorb-rank-32", "rank 32", rank: 32, seeds: 1),
    ], seeds: 3, training: messaging,
    corpora: ["messaging-test", "narrative-test", "service-test"],
    report: [
      "--strength", "2", "--perturbation", "homophones", "--other-corpora", "whole",
      "--counterexamples", "0",
    ], contrasts: [],
    published: [
      PublishedFigure(
        what:
          "WERR on the target domain: full, adapter, BitFit, prefix, LoRB, LoRB with correlation loss",
        figure: "3.30, 3.72, 3.30, 3.30, 6.06, 5.65 %"),
      PublishedFigure(
        what: "WERR on general speech, in the same order",
        figure: "−2.33, −16.60, −18.83, −1.98, 0.27, −0.51 %"),
      PublishedFigure(
        what: "WER of LibriSpeech test-clean / test-other: not adapted, full, LoRB",
        figure: "6.17 / 13.81, 4.37 / 10.80, 4.50 / 10.81 %"),
      PublishedFigure(
        what: "training time, full against LoRB, and against LoRB with correlation loss",
        figure: "5.4 and 3.6 times"),
      PublishedFigure(what: "memory for training, full and LoRB", figure: "87 and 52 %"),
      PublishedFigure(what: "rank against WER", figure: "no obvious correlation"),
    ])
}
