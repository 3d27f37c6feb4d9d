import Perturbations
import Robustness
import RobustnessReports
import RobustnessRuns

/// What an experiment came to, beside what is published: a page in Markdown.
struct ExperimentPage {
  private let experiment: Experiment
  private let trained: [ExperimentRun.Trained]
  private let record: RunRecord
  private let isShortened: Bool

  init(
    _ experiment: Experiment, _ trained: [ExperimentRun.Trained], _ record: RunRecord,
    isShortened: Bool
  ) {
    self.experiment = experiment
    self.trained = trained
    self.record = record
    self.isShortened = isShortened
  }

  var text: String {
    var lines = ["# \(experiment.title)", ""]
    if isShortened {
      lines += ["**A trial run of a few steps (`--dry-run`): no figure here means anything.**", ""]
    }
    lines += ["Written by `mondegreen reproduce \(experiment.name)`. \(origin)", ""]
    if !experiment.published.isEmpty {
      lines += ["## What is published", ""]
      lines +=
        table([["", "published"]] + experiment.published.map { [$0.what, $0.figure] }) + [""]
    }
    lines += ["## Methods", ""] + methods + [""] + searches
    for corpus in record.corpora { lines += ["## On \(corpus.name)", ""] + figures(corpus) + [""] }
    if let corpus = record.corpora.first, let contrasts = corpus.groupContrasts {
      lines += ["## Comparisons planned in advance", ""] + findings(contrasts) + [""]
      if experiment.source != nil {
        lines += ["## Does NPRR follow from the clean WER alone?", ""] + following(corpus) + [""]
      }
    }
    if let verdicts = record.requirements, !verdicts.isEmpty {
      lines += ["## What it costs on clean lists", ""] + costs(verdicts) + [""]
    }
    return lines.joined(separator: "\n")
  }

  private var origin: String {
    let setting = "a model of four layers, synthetic voices, the bundled corpora"
    let report = "The whole report is beside this page."
    guard let source = experiment.source else { return "The setting: \(setting). \(report)" }
    return
      "The experiment is that of \(source). Our setting is different and smaller (\(setting)), so the figures can't "
      + "be compared, only the directions of differences. \(report)"
  }

  /// Whether clean WER grew by more than the margin, seed by seed.
  private func costs(_ verdicts: [RequirementVerdict]) -> [String] {
    [
      "Fixed before anything was measured: with the same seed, clean WER may be worse by at most "
        + "\(Experiment.margin) points. This is met if the whole interval of the paired difference is within it.",
      "",
    ]
      + table(
        [["requirement", "outcome", "found"]]
          + verdicts.map { verdict in
            let text = VerdictText(verdict)
            return [text.statement, text.outcome, text.finding]
          })
  }

  private var methods: [String] {
    table(
      [
        [
          "method", "what trains", "share of the parameters, including the scoring head's",
          "seeds",
        ]
      ]
        + trained.map { one in
          [
            one.method.name,
            one.method.summary + (one.correlation.map { ", λ = \($0)" } ?? ""),
            FigureFormat.percent(one.share, digits: 2), "\(one.models.count)",
          ]
        })
  }

  /// How λ was chosen.
  private var searches: [String] {
    trained.filter { !$0.search.isEmpty }.flatMap { one in
      [
        "\(one.method.name): λ was chosen on the development lists, with the first seed. WER by λ: "
          + one.search.map {
            "\($0.correlation): \(FigureFormat.percent($0.wordErrorRate, digits: 2))"
          }
          .joined(separator: ", ") + ".", "",
      ]
    }
  }

  // MARK: Figures

  /// Means over seeds by condition, as heard, with the reduction of WER against the rescorer that nobody adapted.
  private func figures(_ corpus: CorpusRecord) -> [String] {
    let conditions =
      corpus.models.first?.perturbed.filter { $0.counting == .asHeard }
      .map(\.condition) ?? []
    let header =
      ["method", "WER", "relative reduction against frozen"]
      + conditions.map { "\(Wording.condition($0)): NPRR / skill kept" }
    let frozen = corpus.models.first { $0.model == "frozen" }
    return table(
      [header]
        + (frozen.map { [row("frozen", [$0], corpus, conditions)] } ?? [])
        + trained.map { one in
          row(
            one.method.name, corpus.models.filter { one.models.contains($0.model) }, corpus,
            conditions)
        })
      + ["", "Means over seeds, with the standard deviation between them where there are several."]
  }

  private func row(
    _ name: String, _ models: [ModelResult], _ corpus: CorpusRecord,
    _ conditions: [PerturbationCondition]
  ) -> [String] {
    let frozen = corpus.models.first { $0.model == "frozen" }?.clean.wer.value
    let rates = models.map(\.clean.wer.value)
    let reductions = frozen.map { frozen in rates.map { (frozen - $0) / frozen } } ?? []
    return [
      name, spread(rates) { FigureFormat.percent($0, digits: 2) },
      name == "frozen"
        ? "–" : spread(reductions) { FigureFormat.signedPercent($0, digits: 1) },
    ]
      + conditions.map { condition in
        let results = models.compactMap { model in
          model.perturbed.first { $0.condition == condition && $0.counting == .asHeard }
        }
        let relative = results.map(\.nprr).filter { $0.kind == .relative }
        let degradation = spread(relative.map(\.estimate.value)) {
          FigureFormat.signedPercent($0, digits: 1)
        }
        let kept = spread(results.compactMap { $0.skillKept?.estimate?.value }) {
          FigureFormat.decimal($0, digits: 2)
        }
        return "\(degradation) / \(kept)"
      }
  }

  /// "19.42% ± 0.21"
  private func spread(_ values: [Double], _ text: (Double) -> String) -> String {
    guard !values.isEmpty else { return "–" }
    let mean = values.reduce(0, +) / Double(values.count)
    guard values.count > 1 else { return text(mean) }
    let sum = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let deviation = (sum / Double(values.count - 1)).squareRoot()
    let plain = text(deviation).filter { $0 != "+" && $0 != "%" }
    return "\(text(mean)) ± \(plain)"
  }

  // MARK: Findings

  /// Each planned comparison by NPRR and by skill kept, with what it says of the published direction.
  private func findings(_ contrasts: [GroupContrast]) -> [String] {
    let heard = contrasts.filter { $0.counting == .asHeard }
    var planned: [PlannedContrast] = []
    for one in heard where !planned.contains(one.contrast) { planned.append(one.contrast) }
    let rows = planned.map { contrast -> [String] in
      func cell(_ measure: GroupContrast.Measure, isLowerBetter: Bool) -> [String] {
        guard
          let found = heard.first(where: { $0.contrast == contrast && $0.measure == measure }),
          let difference = found.outcome.difference.estimate
        else { return ["–", "–"] }
        let interval =
          difference.hasInterval
          ? " [\(decimal(difference.lower)), \(decimal(difference.upper))]"
          : " (no interval: \(difference.noInterval?.description ?? "unknown"))"
        let p = found.holmP.map { ", p \(FigureFormat.probability($0))" } ?? ""
        let verdict: String
        if !difference.excludes() || (found.holmP ?? 1) >= 0.05 {
          verdict = "no difference shown"
        } else {
          verdict = (difference.value < 0) == isLowerBetter ? "more robust" : "less robust"
        }
        return [decimal(difference.value) + interval + p, verdict]
      }
      return [
        "\(contrast.group) against \(contrast.against), \(Wording.condition(contrast.condition))"
      ]
        + cell(.nprr, isLowerBetter: true) + cell(.skillKept, isLowerBetter: false)
    }
    return table(
      [["comparison", "difference of NPRR", "outcome", "difference of skill kept", "outcome"]]
        + rows)
      + [
        "",
        "Planned before anything was measured: differences between means over seeds on the same lists, with 95% "
          + "intervals over seeds and utterances, and p after Holm's correction over all comparisons by the same "
          + "measure.",
      ]
  }

  private func decimal(_ value: Double) -> String {
    (value > 0 ? "+" : "") + FigureFormat.decimal(value, digits: 3)
  }

  /// Whether a model's NPRR can be told from its clean WER: NPRR is relative to it.
  private func following(_ corpus: CorpusRecord) -> [String] {
    let models = corpus.models.dropFirst()
    let conditions =
      models.first?.perturbed.filter { $0.counting == .asHeard }.map(\.condition) ?? []
    let rows = conditions.compactMap { condition -> [String]? in
      let pairs = models.compactMap { model -> (Double, Double, Double?)? in
        guard
          let found = model.perturbed.first(where: {
            $0.condition == condition && $0.counting == .asHeard
          }), found.nprr.kind == .relative
        else { return nil }
        return (
          model.clean.wer.value, found.nprr.estimate.value, found.skillKept?.estimate?.value
        )
      }
      guard pairs.count > 2 else { return nil }
      let kept = pairs.filter { $0.2 != nil }
      return [
        Wording.condition(condition), "\(pairs.count)",
        FigureFormat.decimal(RankCorrelation.spearman(pairs.map(\.0), pairs.map(\.1)), digits: 2),
        kept.count > 2
          ? FigureFormat.decimal(
            RankCorrelation.spearman(kept.map(\.0), kept.map { $0.2! }), digits: 2) : "–",
      ]
    }
    return table(
      [
        [
          "condition", "models", "rank correlation of clean WER and NPRR",
          "of clean WER and skill kept",
        ]
      ]
        + rows)
      + [
        "",
        "A strongly negative correlation with NPRR says that the better a model is on clean lists, the more fragile "
          + "NPRR calls it, whatever it does under perturbation: its own clean errors are what NPRR divides by.",
      ]
  }

  private func table(_ rows: [[String]]) -> [String] {
    let lines = rows.map { "| " + $0.joined(separator: " | ") + " |" }
    return [lines[0], "|" + String(repeating: "---|", count: rows[0].count)] + lines.dropFirst()
  }
}
