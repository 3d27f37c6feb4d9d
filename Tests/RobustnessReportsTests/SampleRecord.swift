import Artifacts
import Counterexamples
import Perturbations
import PropertyTesting
import Rescoring
import Robustness
import RobustnessRuns
import Transcripts

/// An invented record, so that rendering is tested apart from measuring: four models, two corpora,
/// and texts with every character that a format must escape.
enum SampleRecord {
  static let strengths: [Strength] = [.words(1), .words(2), .words(3)]
  static let names = ["first-pass", "frozen", "full-fine-tune", "lora"]
  static let awkward = "tell \"her\" <we're> over there & by the weir, ok"

  /// - Parameters:
  ///   - kinds: what was perturbed; of those that change the list as a whole one result.
  ///   - isMeasured: false for a record of before skill and contrasts were measured.
  static func make(
    cleanErrors: Int = 350, kinds: [PerturbationKind] = [.homophones], isMeasured: Bool = true
  ) -> RunRecord {
    let configuration = RunConfiguration(baseline: "frozen")
    let recipes = recipes(kinds)
    return RunRecord(
      provenance: RunProvenance(
        programVersion: "0.1.0", command: "mondegreen report --seed 1 --output Reports/sample",
        perturbations: recipes.map { .shipped($0) },
        homophones: .shipped(settings.with(.homophones)), configuration: configuration),
      models: names.enumerated().map { index, name in
        ModelRecord(
          identity: ModelIdentity(
            name: name, summary: "summary of \(name)", digest: .sha256(of: name)),
          interpolation: index == 0 ? .firstPass : Interpolation(total: 1, secondPass: 0.7),
          role: index == 0 ? .firstPass : index == 1 ? .baseline : .examined)
      },
      corpora: [
        corpus("messaging-test", recipes, gain: 0.05, cleanErrors: cleanErrors, isMeasured),
        corpus("narrative-test", recipes, gain: -0.03, cleanErrors: cleanErrors, isMeasured),
      ],
      counterexamples: [counterexample])
  }

  private static let settings = {
    var settings = PerturbationSettings()
    // As records of version 3 are read.
    settings.minimumRatio = 0
    settings.unusualWords = .included
    settings.sources.lexicon = LexiconSource(name: "cmudict", digest: .sha256(of: "lexicon"))
    return settings
  }()

  private static func recipes(_ kinds: [PerturbationKind]) -> [PerturbationSettings] {
    var recipes: [PerturbationSettings] = []
    for kind in kinds {
      for scope in [PerturbationScope.oneBest, .nBest] {
        for strength in strengths {
          let recipe = settings.with(kind, scope: scope, strength: strength)
          if !recipes.contains(recipe) { recipes.append(recipe) }
        }
      }
    }
    return recipes
  }

  private static func corpus(
    _ name: String, _ recipes: [PerturbationSettings], gain: Double, cleanErrors: Int,
    _ isMeasured: Bool
  ) -> CorpusRecord {
    let conditions = recipes.map {
      PerturbationCondition(
        perturbation: $0.kind.rawValue, scope: $0.scope, strength: $0.strength)
    }
    return CorpusRecord(
      name: name, digest: .sha256(of: name), utterances: 612, hypotheses: 11_873,
      referenceWords: 2000,
      oracle: [1, 5, 10, 20].map { limit in
        OracleRecord(limit: limit, errors: tally(max(0, cleanErrors - limit * 6)))
      },
      cleanBaselines: isMeasured ? SampleMeasures.baselines : nil,
      perturbedBaselines: isMeasured ? SampleMeasures.baselines(conditions) : nil,
      contrasts: isMeasured ? SampleMeasures.contrasts(conditions, gain: gain) : nil,
      leads: isMeasured ? SampleMeasures.leads(conditions, gain: gain) : nil,
      coverage: conditions.map {
        CoverageRecord(
          condition: $0, lists: 1836, changedLists: 1711, hypotheses: 1836, replacedWords: 1694,
          words: 9123, changeableWords: 2412, mergedTexts: 37)
      },
      models: names.indices.map {
        result($0, conditions, gain: gain, cleanErrors: cleanErrors, isMeasured)
      })
  }

  private static func tally(_ errors: Int) -> WordErrorRate {
    WordErrorRate(
      substitutions: errors - errors / 10, deletions: errors / 10, insertions: 0,
      referenceWords: 2000)
  }

  private static func estimate(_ value: Double, spread: Double) -> Estimate {
    Estimate(value: value, lower: value - spread, upper: value + spread)
  }

  private static func result(
    _ index: Int, _ conditions: [PerturbationCondition], gain: Double, cleanErrors: Int,
    _ isMeasured: Bool
  ) -> ModelResult {
    let isFirst = index == 0
    let errors = max(0, cleanErrors - Int(Double(index * cleanErrors) * gain))
    let tally = tally(errors)
    func comparison(_ steps: Int) -> Comparison {
      Comparison(
        reduction: estimate(gain * Double(steps), spread: 0.041), isRelative: cleanErrors > 0,
        matchedPairsP: 0.0412 / Double(steps))
    }
    return ModelResult(
      model: names[index],
      clean: CleanResult(
        errors: tally, wer: estimate(tally.rate ?? 0, spread: 0.012),
        regret: isMeasured ? .estimate(estimate(0.06, spread: 0.01)) : nil,
        skill: isMeasured ? SampleMeasures.skill(index) : nil,
        changedSelections: 131 * index, againstFirstPass: isFirst ? nil : comparison(index),
        againstBaseline: index < 2 ? nil : comparison(index - 1)),
      perturbed: conditions.flatMap { condition in
        Counting.allCases.map {
          perturbed(condition, $0, index: index, isRelative: errors > 0, isMeasured)
        }
      },
      discrimination: isFirst ? nil : discrimination(index),
      spellings: isFirst ? nil : spellings(index),
      properties: isFirst
        ? []
        : [
          PropertyResult(
            property: "rank-stability", cases: 100, failures: 14 - index, worstMargin: -1.25,
            counterexamples: index == 3 ? [counterexample.id] : []),
          PropertyResult(
            property: "order-invariance", cases: 100, failures: 0, worstMargin: 0,
            counterexamples: []),
        ])
  }

  private static func perturbed(
    _ condition: PerturbationCondition, _ counted: Counting, index: Int, isRelative: Bool,
    _ isMeasured: Bool
  ) -> PerturbedResult {
    let words =
      switch condition.strength {
      case .words(let words): words
      case nil: 1
      case .share: preconditionFailure("words only")
      }
    let counting: Counting = condition.strength == nil ? .asChosen : counted
    let base = condition.scope == .nBest ? 0.41 : 0.33
    let share =
      counting == .asHeard
      ? base * Double(words) * (1 - 0.13 * Double(index)) : 0.017 * Double(words * index)
    let wer = 0.175 * (1 + share)
    return PerturbedResult(
      condition: condition, counting: counted, errors: tally(Int(wer * 2000)),
      wer: estimate(wer, spread: 0.013),
      regret: isMeasured ? .estimate(estimate(0.03, spread: 0.01)) : nil,
      skill: isMeasured ? SampleMeasures.skill(index) : nil,
      skillKept: isMeasured ? SampleMeasures.skillKept(index) : nil,
      moves: isMeasured ? SampleMeasures.moves : nil,
      nprr: Degradation(
        kind: isRelative ? .relative : .absolute,
        estimate: index == 0 && counting == .asChosen
          ? Estimate(value: 0, lower: 0, upper: 0) : estimate(share, spread: 0.024)),
      keptSelections: 1 - 0.05 * Double(index * words))
  }

  private static func discrimination(_ index: Int) -> DiscriminationResult {
    DiscriminationResult(
      pairs: 2041, preferred: 1700 + 70 * index, ties: 3,
      rate: estimate(Double(1700 + 70 * index) / 2041, spread: 0.014),
      hardest: [
        WordPairTally(spoken: "weir", homophone: "we're", pairs: 9, wrong: 8),
        WordPairTally(spoken: "their", homophone: "there", pairs: 31, wrong: 12),
      ])
  }

  private static func spellings(_ index: Int) -> DiscriminationResult {
    DiscriminationResult(
      pairs: 117, preferred: 60 + index, ties: 0,
      rate: estimate(Double(60 + index) / 117, spread: 0.08),
      hardest: [WordPairTally(spoken: "ok", homophone: "okay", pairs: 31, wrong: 12)])
  }

  static let counterexample = Counterexample(
    id: "rank-stability-lora-3f2a", property: "rank-stability",
    recipe: .shipped(settings),
    model: ModelIdentity(name: "lora", summary: "LoRA", digest: .sha256(of: "lora")),
    interpolation: Interpolation(total: 1, secondPass: 0.7),
    origin: CounterexampleOrigin(
      corpus: "messaging-test", utterance: "m-0042", reference: awkward),
    margin: -1.25, failure: "after the replacement another hypothesis is selected",
    flakiness: Counterexample.Flakiness(margin: -0.5),
    clean: [
      judged("over there by the weir", 0, 12.5, isSelected: true),
      judged("over there by the <wire>", 0.75, 13.25, isSelected: false),
    ],
    perturbed: [
      judged("over their by the weir", 0, 15, isSelected: false),
      judged("over their by the <wire>", 0.75, 13.0, isSelected: true),
    ],
    replacements: [
      Replacement(hypothesis: 0, position: 1, original: "there", replacement: "their"),
      Replacement(hypothesis: 1, position: 1, original: "there", replacement: "their"),
    ],
    correspondence: [0, 1], perturbationChoices: ChoiceSequence(), choices: ChoiceSequence(),
    explanation: CounterexampleExplanation(
      parts: [
        VariablePart(
          kind: .word, hypotheses: [0, 1], text: "over", tried: 12, failing: 12,
          examples: ["<sea>", "no_one"]),
        VariablePart(kind: .hypothesis, hypotheses: [1], tried: 12, failing: 7, examples: []),
      ], varyTogether: nil, isComplete: true, executions: 80),
    whole: Counterexample.WholeLists(
      clean: ["and over there by the weir", "over there by the <wire>", "over the wire"],
      perturbed: ["and over their by the weir", "over their by the <wire>", "over the wire"],
      correspondence: [0, 1, 2], cleanSelected: 0, perturbedSelected: 1))

  private static func judged(
    _ text: String, _ first: Double, _ second: Double, isSelected: Bool
  ) -> JudgedHypothesis {
    JudgedHypothesis(
      text: text, firstPass: FirstPassCosts(total: first), secondPass: second,
      interpolated: first + 0.7 * second, isSelected: isSelected)
  }
}
