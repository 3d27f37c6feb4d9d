import PropertyTesting
import Robustness
import Testing

@Suite struct `Measures of choices` {
  /// Two utterances, 10 and 30 reference words; two resamples are enough to look at.
  private static func figure(_ value: Double, _ resampled: Double...) -> ResampledFigure {
    ResampledFigure(value: value, resampled: resampled)
  }

  private static let resampling = Resampling(utterances: 4, resamples: 2, seed: 1)

  @Test func `the baselines of a list count each distinct text once`() {
    // By hand: 1, 0 and 3 errors, the second text twice.
    let baselines = BaselineErrors(texts: ["a", "b", "b", "c"], edits: [1, 0, 0, 3])
    #expect(baselines.oracle == 0)
    #expect(baselines.randomPick == 4.0 / 3)
  }

  @Test func `regret and skill are ratios of sums`() throws {
    let measures = ChoiceMeasures(
      errors: Self.figure(12, 10, 14), oracle: Self.figure(6, 6, 8),
      randomPick: Self.figure(18, 16, 20), words: Self.figure(60, 50, 70))
    #expect(try measures.wer.get() == Self.figure(0.2, 0.2, 0.2))
    #expect(try measures.regret.get() == Self.figure(0.1, 4.0 / 50, 6.0 / 70))
    #expect(try measures.skill.get() == Self.figure(0.5, 0.6, 0.5))
  }

  @Test func `the oracle has skill 1 and no regret, a random pick skill 0, worse is negative`()
    throws
  {
    let (oracle, randomPick) = (Self.figure(6, 5, 7), Self.figure(17.25, 16.5, 18.75))
    func measures(_ errors: ResampledFigure) -> ChoiceMeasures {
      ChoiceMeasures(
        errors: errors, oracle: oracle, randomPick: randomPick, words: Self.figure(60, 50, 70))
    }
    #expect(try measures(oracle).skill.get() == Self.figure(1, 1, 1))
    #expect(try measures(oracle).regret.get() == Self.figure(0, 0, 0))
    #expect(try measures(randomPick).skill.get() == Self.figure(0, 0, 0))
    #expect(try measures(Self.figure(30, 30, 30)).skill.get().value < 0)
  }

  @Test func `one resample without headroom or words leaves no figure, and says why`() {
    let measures = ChoiceMeasures(
      errors: Self.figure(12, 10, 14), oracle: Self.figure(6, 6, 8),
      randomPick: Self.figure(18, 16, 8), words: Self.figure(60, 50, 0))
    #expect(measures.skill == .failure(.noHeadroom))
    #expect(measures.wer == .failure(.noReferenceWords))
    #expect(measures.regret == .failure(.noReferenceWords))
    #expect(Self.resampling.figure(of: measures.skill) == .undefined(.noHeadroom))
  }

  @Test func `skill kept is a ratio where the clean skill is surely above 0`() throws {
    let resampling = Resampling(utterances: 30, resamples: 50, seed: 1)
    let (better, best) = ((0..<30).map { 2 + $0 % 3 }, (0..<30).map { 4 + $0 % 5 })
    let kept = ChoiceMeasures.skillKept(
      of: .success(resampling.sums(of: better)), clean: .success(resampling.sums(of: best)),
      resampling)
    let ratio = try kept.ratio.get()
    #expect(ratio.value == 90.0 / 180 && ratio.resampled.isEmpty && ratio.deleted.count == 30)
    let estimate = try #require(kept.figure.estimate)
    #expect(estimate.value == 0.5 && estimate.method == .fieller)
    #expect(estimate.lower < 0.5 && estimate.upper > 0.5)
  }

  @Test func `skill kept says why there is none`() {
    typealias Outcome = ChoiceMeasures.Outcome
    let resampling = Resampling(utterances: 30, resamples: 50, seed: 1)
    let perturbed = Outcome.success(resampling.sums(of: Array(1...30)))
    func kept(_ perturbed: Outcome, _ clean: Outcome) -> Figure {
      ChoiceMeasures.skillKept(of: perturbed, clean: clean, resampling).figure
    }
    #expect(kept(perturbed, .failure(.noHeadroom)) == .undefined(.noCleanHeadroom))
    #expect(kept(.failure(.noHeadroom), perturbed) == .undefined(.noHeadroom))
    let noise = resampling.sums(of: (0..<30).map { $0 % 2 == 0 ? 5 : -4 })
    #expect(kept(perturbed, .success(noise)) == .undefined(.cleanSkillNotAboveZero))
  }

  @Test func `two utterances have a skill kept and no interval`() {
    let resampling = Resampling(utterances: 2, resamples: 50, seed: 1)
    let kept = ChoiceMeasures.skillKept(
      of: .success(resampling.sums(of: [1, 1])), clean: .success(resampling.sums(of: [2, 2])),
      resampling)
    #expect(kept.figure == .estimate(Estimate(value: 0.5, without: .fewUnits)))
  }
}
