import Algorithms
import Artifacts
import Counterexamples
package import Perturbations
import PropertyTesting
package import Rescoring
package import Robustness
package import Transcripts

/// The proof that the checker works: every broken model is caught by at least one property, and no
/// property flags the healthy one.
///
/// The lists are a corpus's own, less hypotheses that sound like an earlier one of their list:
/// between those nothing is to be preferred, whatever a perturbation makes of them.
package struct SelfTest: Sendable {
  package let properties: [any RobustnessProperty]
  package let healthy: HealthyModel
  package let seed: UInt64
  /// The largest number of cases to try per property and model.
  package let cases: Int
  private let prepared: PreparedCorpus

  /// - Parameters:
  ///   - corpus: a few dozen utterances: the healthy model compares with every reference.
  ///   - candidates: the homophones behind `properties`.
  ///   - listLimit: at most so many hypotheses a list.
  package init(
    corpus: Corpus, properties: [any RobustnessProperty], candidates: HomophoneCandidates,
    seed: UInt64 = 1, cases: Int = 200, listLimit: Int = 6
  ) {
    let whole = PreparedCorpus(corpus, listLimit: listLimit)
    let words = whole.utterances.flatMap { utterance in
      ([utterance.reference] + utterance.nBest.texts).flatMap(\.spacedWords)
    }
    let sounds = SoundClasses(of: words, candidates: candidates)
    healthy = HealthyModel(references: whole.utterances.map(\.reference), sounds: sounds)
    prepared = PreparedCorpus(
      Corpus(
        name: corpus.name, digest: corpus.digest,
        utterances: whole.utterances.map { Self.distinct($0, by: sounds) }),
      listLimit: listLimit)
    self.properties = properties
    self.seed = seed
    self.cases = cases
  }

  /// The utterance with the first hypothesis of each sound.
  private static func distinct(_ utterance: Utterance, by sounds: SoundClasses) -> Utterance {
    let kept = utterance.nBest.hypotheses.uniqued {
      $0.text.spacedWords.map(sounds.representative)
    }
    return Utterance(
      id: utterance.id, reference: utterance.reference, nBest: NBestList(Array(kept)))
  }

  /// The model with this defect.
  package func model(_ defect: BrokenModel.Defect) -> BrokenModel {
    BrokenModel(defect, of: healthy)
  }

  /// Tries every property on the healthy model and on every broken one, the contracts on models of other
  /// designs, and the mutants.
  ///
  /// - Parameters:
  ///   - mutants: how many are composed; 0 leaves them out.
  ///   - threads: how many models are tried at a time; the record does not depend on it.
  ///   - progress: told before each row of models, with its number of all and its name.
  /// - Throws: `RescoringError` when a model stops answering.
  package func record(
    mutants: Int = 0, threads: Int = 1, progress: (Int, Int, String) -> Void = { _, _, _ in }
  ) throws(RescoringError) -> SelfTestRecord {
    let models: [BrokenModel.Defect?] = [nil] + BrokenModel.Defect.allCases
    var tries: [SelfTestRecord.Try] = []
    let steps = models.count + 2
    // In rows, so that somebody who waits sees how far it is.
    for row in models.indices.chunks(ofCount: 4 * threads) {
      progress(row.lowerBound, steps, models[row.lowerBound]?.rawValue ?? healthy.identity.name)
      let tried = try ConcurrentMap.map(Array(row), threads: threads) {
        (place) throws(RescoringError) -> [SelfTestRecord.Try] in
        var tries: [SelfTestRecord.Try] = []
        for property in properties { tries.append(try trial(of: property, on: models[place])) }
        return tries
      }
      tries += tried.flatMap { $0 }
    }
    progress(steps - 2, steps, "other designs")
    let designs = try designs()
    progress(steps - 1, steps, "mutants")
    let score =
      mutants == 0
      ? nil : try MutationScore(of: self, in: prepared, count: mutants, threads: threads)
    progress(steps, steps, "")
    return SelfTestRecord(tries: tries, designs: designs, mutation: score)
  }

  /// Sound models of several designs, and which contracts flag them.
  package func designs() throws(RescoringError) -> [SelfTestRecord.Design] {
    let texts = prepared.utterances.map(\.reference)
    let models: [any RescoringModel] = [
      healthy, WordBigramModel(trainedOn: texts), CharacterModel(trainedOn: texts),
    ]
    var designs: [SelfTestRecord.Design] = []
    for model in models {
      var flagged: [String] = []
      for property in properties where property.kind == .contract {
        if try firstFailure(of: property, under: model) != nil { flagged.append(property.id) }
      }
      designs.append(SelfTestRecord.Design(name: model.identity.name, flaggedBy: flagged))
    }
    return designs
  }

  /// Draws cases until more fail than may, and shrinks the first that does.
  private func trial(
    of property: any RobustnessProperty, on defect: BrokenModel.Defect?
  ) throws(RescoringError) -> SelfTestRecord.Try {
    let model: any RescoringModel = defect.map { self.model($0) } ?? healthy
    guard let failure = try firstFailure(of: property, under: model, allowing: 0) else {
      let drawn = cases(of: property)
      return SelfTestRecord.Try(
        property: property.id, defect: defect, cases: drawn.cases.count, isCaught: false,
        isCaughtByDefault: false, smallest: nil)
    }
    var isCaughtByDefault = true
    if property.allowance(of: []).standard != nil {
      isCaughtByDefault = try firstFailure(of: property, under: model) != nil
    }
    let drawn = cases(of: property)
    let utterance = drawn.sources[failure.index]
    let shrunk = try CounterexampleShrinker(
      property: property, secondPass: SecondPass(model: model, interpolation: .secondPassAlone),
      limits: ShrinkLimits(maximumExecutions: 400, batchSize: 8), keptMargin: nil
    ).shrink(
      drawn.cases[failure.index], perturbationChoices: drawn.choices[failure.index],
      origin: CounterexampleOrigin(
        corpus: prepared.corpus.name, utterance: utterance.id, reference: utterance.reference,
        normalizer: prepared.normalizer))
    return SelfTestRecord.Try(
      property: property.id, defect: defect, cases: failure.needed, isCaught: true,
      isCaughtByDefault: isCaughtByDefault,
      smallest: shrunk?.smallest)
  }

  private func cases(of property: any RobustnessProperty) -> PropertyCases {
    PropertyCases(of: property, in: prepared, limit: cases, seed: Seed(seed))
  }

  /// The first case that fails, and how many were needed to say that too many do; nil if no more do than may.
  ///
  /// - Parameter share: what a gate allows; nil where nobody says.
  package func firstFailure(
    of property: any RobustnessProperty, under model: any RescoringModel,
    allowing share: Double? = nil
  ) throws(RescoringError) -> (index: Int, needed: Int)? {
    let secondPass = SecondPass(model: model, interpolation: .secondPassAlone)
    let judge = CaseJudge(property: property, secondPass: secondPass, contrast: nil)
    let drawn = cases(of: property)
    var outcomes: [PropertyOutcome] = []
    for chunk in drawn.cases.chunks(ofCount: 16) {
      outcomes += try judge.outcomes(of: Array(chunk))
      // Where none may fail the first decides.
      if property.allowance(of: outcomes).share(allowing: share) == 0,
        let index = outcomes.firstIndex(where: \.isFailure)
      {
        return (index, index + 1)
      }
    }
    let failures = outcomes.count(where: \.isFailure)
    let isAdmitted = property.allowance(of: outcomes).admits(
      failures, of: outcomes.count, allowing: share)
    guard !isAdmitted, let index = outcomes.firstIndex(where: \.isFailure) else { return nil }
    return (index, outcomes.count)
  }
}
