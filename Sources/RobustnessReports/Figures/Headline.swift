import Perturbations
import Rescoring
import Robustness
package import RobustnessRuns
import Transcripts

/// The report's answers in a few sentences, each computed from the record.
package struct Headline: Hashable, Sendable {
  /// The part of a report that an answer belongs to.
  package enum Topic: Hashable, Sendable {
    case cleanLists, perturbations, homophones, domains, properties
  }

  /// A question's short name and the answer.
  package struct Answer: Hashable, Sendable {
    package let topic: Topic
    package let title: String
    package let prose: Prose

    package var text: String { prose.text }

    fileprivate init(_ topic: Topic, title: String, text: String) {
      self.topic = topic
      self.title = title
      prose = Prose(text)
    }
  }

  package let answers: [Answer]

  package init(_ record: RunRecord) {
    let writer = HeadlineWriter(record: record)
    answers = [
      writer.cleanAnswer(), writer.damagedTopAnswer(), writer.damagedListAnswer(),
      writer.kindsAnswer(), writer.discriminationAnswer(), writer.forgettingAnswer(),
      writer.propertiesAnswer(),
    ].compactMap(\.self)
  }
}

private struct HeadlineWriter {
  let record: RunRecord

  private var corpus: CorpusRecord? { record.mainCorpus }
  private var rescorers: [ModelResult] { corpus?.rescorers(in: record) ?? [] }

  /// The rescorer of the lowest clean WER: whose figures stand for the others', not who is best.
  private var front: ModelResult? {
    rescorers.min { $0.clean.wer.value < $1.clean.wer.value }
  }

  func cleanAnswer() -> Headline.Answer? {
    if rescorers.isEmpty, record.models.count > 1,
      let firstPass = corpus?.firstPass(in: record)
    {
      return .init(
        .cleanLists, title: "Who selects best?",
        text:
          "All models have a weight of 0, so every choice is the first pass's, "
          + "whose WER is \(FigureFormat.percent(firstPass.clean.wer.value)).")
    }
    guard let corpus, let firstPass = corpus.firstPass(in: record), let front,
      let comparison = front.clean.againstFirstPass
    else { return nil }
    var text =
      verdict
      + " The WER of \(Prose.name(front.model)) is \(FigureFormat.percent(front.clean.wer.value)), the first "
      + "pass's \(FigureFormat.percent(firstPass.clean.wer.value)): "
      + (comparison.isRelative ? "a relative reduction (WERR) of " : "a reduction of ")
      + Self.reduction(comparison)
      + (comparison.reduction.hasInterval
        ? " (\(record.confidence) interval \(interval(comparison)))."
        : " (\(interval(comparison.reduction))).")
    if let baseline = front.clean.againstBaseline,
      let name = record.models.first(where: { $0.role == .baseline })?.identity.name
    {
      text +=
        " Against \(Prose.name(name)), the baseline, it is "
        + Self.reduction(baseline)
        + " (\(interval(baseline)))"
        + (baseline.reduction.excludes() ? "." : ", an interval that includes zero.")
    }
    if let skill = front.clean.skill {
      text += " Its skill is \(FigureFormat.number(skill)) (1 is perfect, 0 is chance)."
    }
    if let oracle = corpus.deepestOracle, let rate = oracle.errors.rate {
      text += " No choice from these lists could have a WER below \(FigureFormat.percent(rate))."
    }
    return .init(
      .cleanLists, title: "Who selects best?", text: text)
  }

  /// "+5.6%", or "0.2 points" where there is nothing to be relative to.
  private static func reduction(_ comparison: Comparison) -> String {
    comparison.isRelative
      ? FigureFormat.change(comparison.reduction.value, isRelative: true)
      : FigureFormat.points(comparison.reduction.value) + " points"
  }

  func damagedTopAnswer() -> Headline.Answer? {
    guard let (perturbation, strength) = record.overview else { return nil }
    return damageAnswer(
      "Does it see through a damaged top hypothesis?",
      "With \(Wording.strength(strength)) of only the top hypothesis replaced",
      PerturbationCondition(perturbation: perturbation, scope: .oneBest, strength: strength))
  }

  func damagedListAnswer() -> Headline.Answer? {
    guard let (perturbation, strength) = record.overview else { return nil }
    return damageAnswer(
      "Does it select well when every hypothesis is damaged?",
      "With \(Wording.strength(strength)) of every hypothesis replaced",
      PerturbationCondition(perturbation: perturbation, scope: .nBest, strength: strength))
  }

  /// WER, skill and skill kept under a condition. NPRR has no say: it is relative to each model's own
  /// clean WER.
  private func damageAnswer(
    _ title: String, _ opening: String, _ condition: PerturbationCondition
  ) -> Headline.Answer? {
    let results = rescorers.compactMap { model in
      model.asHeard(condition).map { (name: model.model, result: $0) }
    }
    guard let corpus, let firstPass = corpus.firstPass(in: record)?.asHeard(condition),
      let front = results.min(by: { $0.result.wer.value < $1.result.wer.value })
    else { return nil }
    var text =
      "\(opening) (\(Wording.spelledOut(condition.perturbation))), as heard, the first pass's WER "
      + "is \(FigureFormat.percent(firstPass.wer.value))"
    if let baselines = corpus.baselines(condition, .asHeard) {
      text +=
        ", a random pick's \(FigureFormat.percent(baselines.randomPick.value)), and no choice could "
        + "go below \(FigureFormat.percent(baselines.oracle.value))"
    }
    text += "."
    guard let lead = corpus.lead(by: .wer, under: condition) else {
      let others = results.map {
        "\(Prose.name($0.name)) \(FigureFormat.percent($0.result.wer.value))"
      }
      return .init(
        .perturbations, title: title, text: text + " WER: \(Wording.list(others)).")
    }
    text +=
      " \(LeadSentence(lead: lead, record: record).marked) \(Prose.name(front.name)): WER "
      + "\(FigureFormat.percent(front.result.wer.value)) (\(interval(front.result.wer)))"
    if let skill = front.result.skill { text += ", skill \(FigureFormat.number(skill))" }
    if let kept = front.result.skillKept?.estimate {
      text += ", skill kept \(FigureFormat.number(.estimate(kept)))"
    }
    text += "."
    if let lead = corpus.lead(by: .skillKept, under: condition) {
      text += " " + LeadSentence(lead: lead, record: record).marked
    }
    return .init(
      .perturbations, title: title, text: text)
  }

  /// A sentence that says which model leads on clean lists, as far as the contrasts show it.
  private var verdict: String {
    guard let lead = corpus?.lead(by: .wer, under: nil) else {
      return "This record has no paired contrasts, so no model is called the best."
    }
    return LeadSentence(lead: lead, record: record).marked
  }

  /// What each kind of perturbation does to one rescorer, where there are several. Kinds differ in
  /// strength, so none is called the worst.
  func kindsAnswer() -> Headline.Answer? {
    guard let corpus, record.perturbations.count > 1, let front else { return nil }
    let found = record.perturbations.compactMap { kind -> PerturbedResult? in
      corpus.mainCondition(of: kind).flatMap { front.asHeard($0) }
    }
    guard let least = found.min(by: { $0.wer.value < $1.wer.value }),
      let most = found.last(where: { $0.wer.value == found.map(\.wer.value).max() }),
      least.condition != most.condition
    else { return nil }
    func described(_ result: PerturbedResult) -> String {
      "\(FigureFormat.percent(result.wer.value)) (\(Wording.condition(result.condition)))"
    }
    return .init(
      .perturbations, title: "What do the kinds of perturbation cost?",
      text:
        "Under \(found.count) kinds of perturbation, each at its middle strength, the WER of "
        + "\(Prose.name(front.model)) lies between \(described(least)) and \(described(most)), as heard; it is "
        + "\(FigureFormat.percent(front.clean.wer.value)) on clean lists.")
  }

  func discriminationAnswer() -> Headline.Answer? {
    let measured = rescorers.compactMap { result in
      result.discrimination.map { (name: result.model, result: $0) }
    }.filter { $0.result.pairs > 0 }
    guard let best = measured.max(by: { $0.result.rate.value < $1.result.rate.value }) else {
      return nil
    }
    var text =
      "\(Prose.name(best.name)) gives the reference a lower cost than a copy with one word replaced by a homophone in "
      + "\(FigureFormat.percent(best.result.rate.value)) of "
      + "\(FigureFormat.count(best.result.pairs)) pairs "
      + "(\(interval(best.result.rate)); a coin would reach 50%)."
    if let pair = best.result.hardest.first {
      text +=
        " Its weakest pair is “\(pair.spoken)” against “\(pair.homophone)”, wrong in \(pair.wrong) of "
        + "\(pair.pairs)."
    }
    return .init(
      .homophones, title: "Does it distinguish homophones?", text: text)
  }

  func forgettingAnswer() -> Headline.Answer? {
    guard let other = record.furtherCorpora.first else { return nil }
    let baseline = record.models.first { $0.role == .baseline }?.identity.name
    let parts = other.rescorers(in: record).compactMap { result -> String? in
      guard let comparison = result.clean.againstBaseline ?? result.clean.againstFirstPass else {
        return nil
      }
      let against =
        result.clean.againstBaseline == nil
        ? "the first pass" : baseline.map(Prose.name) ?? "baseline"
      let significance = comparison.reduction.excludes() ? "" : ", includes zero"
      return "\(Prose.name(result.model)) "
        + FigureFormat.change(comparison.reduction.value, isRelative: comparison.isRelative)
        + " against \(against) (\(interval(comparison))\(significance))"
    }
    guard !parts.isEmpty else { return nil }
    return .init(
      .domains, title: "What does adaptation forget?",
      text: "Relative WER reduction on \(other.name): "
        + Wording.list(parts) + ".")
  }

  func propertiesAnswer() -> Headline.Answer? {
    let results = record.corpora.flatMap(\.models).flatMap(\.properties)
    guard !results.isEmpty else { return nil }
    var properties: [String] = []
    for result in results where !properties.contains(result.property) {
      properties.append(result.property)
    }
    let tallies = properties.map { property in
      let own = results.filter { $0.property == property }
      return (
        name: Wording.spelledOut(property), cases: own.reduce(0) { $0 + $1.cases },
        failures: own.reduce(0) { $0 + $1.failures }
      )
    }
    let broken = tallies.filter { $0.failures > 0 }
    let sound = tallies.filter { $0.failures == 0 }
    let soundCases = FigureFormat.count(sound.reduce(0) { $0 + $1.cases })
    guard !broken.isEmpty else {
      return .init(
        .properties, title: "What breaks?",
        text: "Nothing broke in \(soundCases) cases over all models and properties.")
    }
    let failing = broken.map {
      "\($0.name) fails in \(FigureFormat.count($0.failures)) of \(FigureFormat.count($0.cases)) cases"
    }
    var text = Wording.capitalized(Wording.list(failing)) + " over all models."
    if !sound.isEmpty {
      text +=
        " \(Wording.capitalized(Wording.list(sound.map(\.name)))) "
        + "\(sound.count == 1 ? "holds" : "hold") in all \(soundCases)."
    }
    text +=
      " \(FigureFormat.count(record.counterexamples.count, of: "failure")), shrunk to the smallest list "
      + "that still fails, \(record.counterexamples.count == 1 ? "is" : "are") shown below."
    return .init(
      .properties, title: "What breaks?", text: text)
  }

  /// An interval in words; why there is none, if there is none.
  private func interval(_ estimate: Estimate) -> String {
    guard let reason = estimate.noInterval else {
      return "interval " + FigureFormat.interval(estimate)
    }
    return "\(FigureFormat.noInterval): \(reason.description)"
  }

  private func interval(_ comparison: Comparison) -> String {
    FigureFormat.changeInterval(comparison.reduction, isRelative: comparison.isRelative)
  }
}
