extension Experiment {
  private static let linear = ["--alpha", "32", "--target", "all-linear"]

  /// Robustness of training strategies for low-rank rescorers.
  ///
  /// Mixed rank has two readings: ranks that differ between layers, and, as a summary of the paper has it, a warm-up
  /// at a high rank followed by dynamic allocation.
  static let nprr = Experiment(
    name: "nprr", title: "Training strategies and their robustness to mishearings",
    source: "arXiv 2401.10447",
    methods: [
      .full(),
      ExperimentMethod(
        name: "lora", summary: "LoRA of rank 8",
        options: ["--variant", "lora", "--rank", "8", "--learning-rate", "7e-4"] + linear,
        steps: 700, decay: 400),
      ExperimentMethod(
        name: "dynamic", summary: "dynamic rank (AdaLoRA), 12 at first and 8 on average in the end",
        options: ["--variant", "adalora", "--rank", "8", "--learning-rate", "3e-3"] + linear,
        steps: 700, decay: 400),
      ExperimentMethod(
        name: "warm-up", summary: "LoRA, rank 32 for 200 steps and 8 from then on",
        options: [
          "--variant", "lora", "--rank", "8", "--warm-up-rank", "32", "--warm-up-rank-steps", "200",
          "--learning-rate", "7e-4",
        ] + linear, steps: 700, decay: 400),
      ExperimentMethod(
        name: "mixed",
        summary: "LoRA of rank 4 in the lower half of the layers and 12 in the upper",
        options: [
          "--variant", "lora", "--rank", "4", "--rank-of", "layer.2.*=12", "--rank-of",
          "layer.3.*=12", "--learning-rate", "7e-4",
        ] + linear, steps: 700, decay: 400),
      ExperimentMethod(
        name: "mixed-dynamic",
        summary: "dynamic rank that begins with 24 and is kept there for 200 steps",
        options: [
          "--variant", "adalora", "--rank", "8", "--initial-rank", "24", "--allocate-from", "200",
          "--learning-rate", "3e-3",
        ] + linear, steps: 700, decay: 400),
    ], seeds: 5, training: messaging, corpora: ["messaging-test", "narrative-test"],
    report: [
      "--strength", "2", "--n-best-draws", "3", "--draws", "3", "--perturbation", "homophones",
      "--other-corpora", "whole", "--counterexamples", "0",
    ],
    contrasts: [
      ("dynamic", "full", "homophones, 1-best, 2"), ("dynamic", "lora", "homophones, 1-best, 2"),
      ("dynamic", "full", "homophones, n-best, 2"), ("dynamic", "lora", "homophones, n-best, 2"),
    ],
    published: [
      PublishedFigure(
        what: "relative reduction of WER by training strategies, LibriSpeech", figure: "3.50 %"),
      PublishedFigure(
        what: "relative reduction of WER, the authors' messages", figure: "3.67 %"),
      PublishedFigure(
        what: "dynamic rank under 1-best perturbation",
        figure: "degrades against full fine-tuning and vanilla LoRA"),
      PublishedFigure(
        what: "dynamic rank under N-best perturbation", figure: "alleviates the degradation"),
    ])
}
