public import AdapterEngine

extension RescorerTraining.Options {
  /// λ of LoRB where nothing else is said, as in the code that L_cor comes from.
  public static let loRBCorrelation = 0.04

  /// LoRB (Yu et al. 2023, arXiv 2309.15223): low-rank adapters and the scoring head of a general
  /// rescorer, trained for `L = L_MWER + λ L_cor`.
  ///
  /// The paper has α = 32, LoRA dropout 0.01, ranks 4 to 32 on query and value or on query, key,
  /// value and both feed-forward layers; it does not say λ (``loRBCorrelation``).
  /// Only adapters that reach \[CLS] feel L_cor.
  ///
  /// - Parameters:
  ///   - workFolder: the folder for the checkpoint, the log and the best weights.
  ///   - lora: dropout above zero trains as a branch, which is slower.
  ///   - targets: the linear layers that are adapted.
  ///   - correlation: λ; 0 is LoRB without L_cor.
  ///   - objective: the loss of a list.
  ///   - schedule: the learning rate of each step.
  public static func loRB(
    workFolder: String, lora: LoRA.Configuration = LoRA.Configuration(rank: 8, alpha: 32),
    targets: [String] = LoRA.defaultTargets, correlation: Double = loRBCorrelation,
    objective: ListObjective, schedule: LearningRateSchedule
  ) -> RescorerTraining.Options {
    var options = RescorerTraining.Options(
      workFolder: workFolder, variant: .adapter(LoRA(lora), targets: targets),
      objective: objective, schedule: schedule)
    options.correlation = correlation
    return options
  }
}
