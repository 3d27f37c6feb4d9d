import Algorithms
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
  /// So many cases a property and a model are tried at most.
  package let cases: Int
  private let prepared: PreparedCorpus
  private let strictSounds: SoundClasses

  /// - Parameters:
  ///   - corpus: a few dozen utterances: the healthy model compares with every reference.
  ///   - candidates: the homophones behind `properties`.
  ///   - strictCandidates: those of the same sound with stress and by the first pronunciation.
  ///   - listLimit: at most so many hypotheses a list.
  package init(
    corpus: Corpus, properties: [any RobustnessProperty], candidates: HomophoneCandidates,
    strictCandidates: HomophoneCandidates, seed: UInt64 = 1, cases: Int = 200,
    listLimit: Int = 6
  ) {
    let whole = PreparedCorpus(corpus, listLimit: listLimit)
    let words = whole.utterances.flatMap { utterance in
      ([utterance.reference] + utterance.nBest.texts).flatMap(\.spacedWords)
    }
    let sounds = SoundClasses(of: words, candidates: candidates)
    strictSounds = SoundClasses(of: words, candidates: strictCandidates)
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
    BrokenModel(defect, of: healthy, strictSounds: strictSounds)
  }

  /// Tries every property on the healthy model and on every broken one.
  ///
  /// - Parameter progress: told before each model, with its number of all and its name.
  /// - Throws: `RescoringError` when a model stops answering.
  package func record(
    progress: (Int, Int, String) -> Void = { _, _, _ in }
  ) throws(RescoringError) -> SelfTestRecord {
    let defects = BrokenModel.Defect.allCases
    var tries: [SelfTestRecord.Try] = []
    progress(0, defects.count + 1, healthy.identity.name)
    for property in properties { tries.append(try trial(of: property, on: nil)) }
    for (index, defect) in defects.enumerated() {
      progress(index + 1, defects.count + 1, defect.rawValue)
      for property in properties { tries.append(try trial(of: property, on: defect)) }
    }
    progress(defects.count + 1, defects.count + 1, "")
    return SelfTestRecord(tries: tries)
  }

  /// Draws round after round over the corpus until a case fails, and shrinks that.
  private func trial(
    of property: any RobustnessProperty, on defect: BrokenModel.Defect?
  ) throws(RescoringError) -> SelfTestRecord.Try {
    let model: any RescoringModel = defect.map { self.model($0) } ?? healthy
    let secondPass = SecondPass(model: model, interpolation: .secondPassAlone)
    let judge = CaseJudge(property: property, secondPass: secondPass, contrast: nil)
    var examined = 0
    var round = 0
    while examined < cases {
      let drawn = PropertyCases(
        of: property, in: prepared, limit: cases - examined, seed: Seed(seed).derived(round))
      guard !drawn.cases.isEmpty else { break }
      let outcomes = try judge.outcomes(of: drawn.cases)
      if let index = outcomes.firstIndex(where: \.isFailure) {
        let utterance = prepared.utterances[drawn.utterances[index]]
        let shrunk = try CounterexampleShrinker(
          property: property, secondPass: secondPass, keptMargin: nil
        ).shrink(
          drawn.cases[index], perturbationChoices: drawn.choices[index],
          origin: CounterexampleOrigin(
            corpus: prepared.corpus.name, utterance: utterance.id,
            reference: utterance.reference))
        return SelfTestRecord.Try(
          property: property.id, defect: defect, cases: examined + index + 1, isCaught: true,
          smallest: shrunk?.smallest)
      }
      examined += drawn.cases.count
      round += 1
    }
    return SelfTestRecord.Try(
      property: property.id, defect: defect, cases: examined, isCaught: false, smallest: nil)
  }
}
