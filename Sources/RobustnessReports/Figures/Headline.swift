import Perturbations
import Rescoring
import Robustness
package import RobustnessRuns
import Transcripts

/// The report's answers in a few sentences, each computed from the record.
package struct Headline: Hashable, Sendable {
  /// A question's short name and the answer.
  package struct Answer: Hashable, Sendable {
    package let title: String
    package let text: String
  }

  package let answers: [Answer]

  package init(_ record: RunRecord) {
    let writer = HeadlineWriter(record: record)
    answers = [
      writer.cleanAnswer(), writer.damagedTopAnswer(), writer.robustnessAnswer(),
      writer.kindsAnswer(), writer.discriminationAnswer(), writer.forgettingAnswer(),
      writer.propertiesAnswer(),
    ].compactMap(\.self)
  }
}

private struct HeadlineWriter {
  let record: RunRecord

  private var corpus: CorpusRecord? { record.mainCorpus }
  private var rescorers: [ModelResult] { corpus?.rescorers(in: record) ?? [] }

  func cleanAnswer() -> Headline.Answer? {
    guard let corpus, let firstPass = corpus.firstPass(in: record),
      let best = rescorers.min(by: { $0.clean.wer.value < $1.clean.wer.value }),
      let comparison = best.clean.againstFirstPass
    else { return nil }
    let wer = FigureFormat.percent(best.clean.wer.value)
    let base = FigureFormat.percent(firstPass.clean.wer.value)
    let size = FigureFormat.change(comparison.reduction.value, isRelative: comparison.isRelative)
    let verdict: String
    if best.clean.wer.value >= firstPass.clean.wer.value {
      verdict = "No rescorer is better than the first pass on clean lists."
    } else if comparison.reduction.excludes() {
      verdict = "\(best.model) selects best."
    } else {
      verdict =
        "\(best.model) has the lowest WER, but the data does not show that it is better "
        + "than the first pass: the interval includes zero."
    }
    var text =
      "\(verdict) The WER of \(best.model) is \(wer), the first pass's \(base): a relative "
      + "reduction (WERR) of \(size) (\(record.confidence) interval \(interval(comparison)))."
    if let baseline = best.clean.againstBaseline,
      let name = record.models.first(where: { $0.role == .baseline })?.identity.name
    {
      text +=
        " Against \(name), the baseline, it is "
        + FigureFormat.change(baseline.reduction.value, isRelative: baseline.isRelative)
        + " (\(interval(baseline)))"
        + (baseline.reduction.excludes() ? "." : ", an interval that includes zero.")
    }
    if let oracle = corpus.deepestOracle, let rate = oracle.errors.rate {
      text += " No choice from the lists could go below \(FigureFormat.percent(rate))."
    }
    return .init(title: "Who selects best?", text: text)
  }

  func damagedTopAnswer() -> Headline.Answer? {
    guard let (perturbation, strength) = record.overview,
      let firstPass = corpus?.firstPass(in: record)?
        .result(perturbation, .oneBest, strength, .asHeard),
      let best = lowest(perturbation, .oneBest, strength, .asHeard)
    else { return nil }
    let own = more(firstPass.nprr)
    return .init(
      title: "Does it see through a damaged top hypothesis?",
      text: "With \(Wording.strength(strength)) of only the top hypothesis replaced "
        + "(\(Wording.spelledOut(perturbation))), the first pass makes \(own). "
        + "\(best.name) suffers least: \(more(best.result.nprr)) "
        + "(interval \(interval(best.result.nprr))), as heard.")
  }

  func robustnessAnswer() -> Headline.Answer? {
    guard let (perturbation, strength) = record.overview,
      let best = lowest(perturbation, .nBest, strength, .asChosen),
      let worst = highest(perturbation, .nBest, strength, .asChosen)
    else { return nil }
    var text =
      "With \(Wording.strength(strength)) of every hypothesis replaced "
      + "(\(Wording.spelledOut(perturbation))), \(best.name)'s choices get worse by "
      + "\(change(best.result.nprr)) (interval \(interval(best.result.nprr))), as chosen"
    if worst.name != best.name {
      text +=
        ", \(worst.name)'s by \(change(worst.result.nprr)) "
        + "(interval \(interval(worst.result.nprr)))"
      let overlap =
        worst.result.nprr.estimate.lower <= best.result.nprr.estimate.upper
      text += overlap ? ". Their intervals overlap." : ". Their intervals do not overlap."
    } else {
      text += "."
    }
    return .init(title: "Whose choices stay put?", text: text)
  }

  /// Which kind of perturbation costs the best rescorer most, where there are several.
  func kindsAnswer() -> Headline.Answer? {
    guard let corpus, record.perturbations.count > 1,
      let best = rescorers.min(by: { $0.clean.wer.value < $1.clean.wer.value })
    else { return nil }
    let found = record.perturbations.compactMap {
      kind -> (kind: String, result: PerturbedResult)? in
      guard let condition = corpus.mainCondition(of: kind),
        let result = best.result(kind, condition.scope, condition.strength, .asHeard),
        result.nprr.kind == .relative
      else { return nil }
      return (kind, result)
    }
    let values = found.map(\.result.nprr.estimate.value)
    guard let worst = found.first(where: { $0.result.nprr.estimate.value == values.max() }),
      let least = found.last(where: { $0.result.nprr.estimate.value == values.min() }),
      worst.kind != least.kind
    else { return nil }
    func described(_ item: (kind: String, result: PerturbedResult)) -> String {
      "\(Wording.spelledOut(item.kind)) (\(Wording.strength(item.result.condition.strength)): "
        + "\(change(item.result.nprr)), interval \(interval(item.result.nprr)))"
    }
    return .init(
      title: "What hurts most?",
      text:
        "Of \(found.count) kinds of perturbation of whole lists, \(best.model) suffers most from "
        + "\(described(worst)) and least from \(described(least)), as heard.")
  }

  func discriminationAnswer() -> Headline.Answer? {
    let measured = rescorers.compactMap { result in
      result.discrimination.map { (name: result.model, result: $0) }
    }.filter { $0.result.pairs > 0 }
    guard let best = measured.max(by: { $0.result.rate.value < $1.result.rate.value }) else {
      return nil
    }
    var text =
      "\(best.name) gives the reference a lower cost than its copy with one homophone in "
      + "\(FigureFormat.percent(best.result.rate.value)) of "
      + "\(FigureFormat.count(best.result.pairs)) pairs "
      + "(\(FigureFormat.interval(best.result.rate)); a coin would reach 50%)."
    if let pair = best.result.hardest.first {
      text +=
        " It is most often wrong on “\(pair.spoken)” against “\(pair.homophone)”: "
        + "\(pair.wrong) of \(pair.pairs)."
    }
    return .init(title: "Can it tell homophones apart?", text: text)
  }

  func forgettingAnswer() -> Headline.Answer? {
    guard let other = record.furtherCorpora.first else { return nil }
    let baseline = record.models.first { $0.role == .baseline }?.identity.name
    let parts = other.rescorers(in: record).compactMap { result -> String? in
      guard let comparison = result.clean.againstBaseline ?? result.clean.againstFirstPass else {
        return nil
      }
      let against = result.clean.againstBaseline == nil ? "the first pass" : baseline ?? "baseline"
      let significance = comparison.reduction.excludes() ? "" : ", includes zero"
      return "\(result.model) "
        + FigureFormat.change(comparison.reduction.value, isRelative: comparison.isRelative)
        + " against \(against) (\(interval(comparison))\(significance))"
    }
    guard !parts.isEmpty else { return nil }
    return .init(
      title: "What does adaptation forget?",
      text: "Relative WER reduction on \(other.name), a domain that nothing was adapted to: "
        + Wording.list(parts) + ".")
  }

  func propertiesAnswer() -> Headline.Answer? {
    let results = record.corpora.flatMap(\.models).flatMap { result in
      result.properties.map { (model: result.model, property: $0) }
    }
    guard !results.isEmpty else { return nil }
    let cases = results.reduce(0) { $0 + $1.property.cases }
    let failures = results.reduce(0) { $0 + $1.property.failures }
    var broken: [String] = []
    for one in results where one.property.failures > 0 {
      let name = Wording.spelledOut(one.property.property)
      if !broken.contains(name) { broken.append(name) }
    }
    let text =
      failures == 0
      ? "Nothing broke in \(FigureFormat.count(cases)) cases over all models and properties."
      : "\(FigureFormat.count(failures)) of \(FigureFormat.count(cases)) cases fail: "
        + "\(Wording.list(broken)). Shrunk to the smallest list that still breaks: "
        + "\(record.counterexamples.count), shown below."
    return .init(title: "What breaks?", text: text)
  }
}

extension HeadlineWriter {
  private typealias Named = (name: String, result: PerturbedResult)

  private func results(
    _ perturbation: String, _ scope: PerturbationScope, _ strength: Strength, _ counting: Counting
  ) -> [Named] {
    rescorers.compactMap { model in
      model.result(perturbation, scope, strength, counting).map { (model.model, $0) }
    }
  }

  private func lowest(
    _ perturbation: String, _ scope: PerturbationScope, _ strength: Strength, _ counting: Counting
  ) -> Named? {
    results(perturbation, scope, strength, counting)
      .min { $0.result.nprr.estimate.value < $1.result.nprr.estimate.value }
  }

  private func highest(
    _ perturbation: String, _ scope: PerturbationScope, _ strength: Strength, _ counting: Counting
  ) -> Named? {
    results(perturbation, scope, strength, counting)
      .max { $0.result.nprr.estimate.value < $1.result.nprr.estimate.value }
  }

  /// "66.0% more errors"; a model may also make fewer.
  private func more(_ degradation: Degradation) -> String {
    guard degradation.kind == .relative else { return change(degradation) + " of errors" }
    let value = degradation.estimate.value
    return FigureFormat.percent(abs(value)) + (value < 0 ? " fewer errors" : " more errors")
  }

  private func change(_ degradation: Degradation) -> String {
    FigureFormat.change(degradation.estimate.value, isRelative: degradation.kind == .relative)
  }

  private func interval(_ degradation: Degradation) -> String {
    degradation.kind == .relative
      ? FigureFormat.signedInterval(degradation.estimate)
      : FigureFormat.signedInterval(degradation.estimate, digits: 2)
  }

  private func interval(_ comparison: Comparison) -> String {
    FigureFormat.signedInterval(comparison.reduction)
  }
}
