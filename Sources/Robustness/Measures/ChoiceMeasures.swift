/// What a chooser's word errors are worth beside the baselines of the same lists.
///
/// All are ratios or differences of sums over the corpus's utterances and draws, on the same lists
/// and counted the same way:
///
///     WER    = E / N
///     regret = (E − E_oracle) / N
///     skill  = (E_random − E) / (E_random − E_oracle)
///
/// with the chooser's errors `E`, those of the best choice and those expected of a random pick, and
/// `N` reference words. Skill is 1 for a perfect chooser, 0 for chance, negative below that. Chance
/// and the best possible move with the lists, so skill compares between conditions, which NPRR does
/// not between models.
package struct ChoiceMeasures: Sendable {
  /// A figure for all resamples, or why it has none.
  package typealias Outcome = Result<ResampledFigure, UndefinedReason>

  package let wer: Outcome
  package let regret: Outcome
  package let skill: Outcome

  /// - Parameters:
  ///   - errors: of the chooser, summed over utterances and draws.
  ///   - oracle: of the best choice.
  ///   - randomPick: expected of a uniform choice.
  ///   - words: reference words, summed over utterances and draws.
  package init(
    errors: ResampledFigure, oracle: ResampledFigure, randomPick: ResampledFigure,
    words: ResampledFigure
  ) {
    wer = Self.ratio(errors, words, .noReferenceWords)
    regret = Self.ratio(errors - oracle, words, .noReferenceWords)
    skill = Self.ratio(randomPick - errors, randomPick - oracle, .noHeadroom)
  }

  /// Skill kept under a perturbation, `S_perturbed / S_clean`: 1 where the choices are worth as much
  /// as before.
  ///
  /// - Parameter bootstrap: tells the interval of the clean skill, which must lie above 0.
  package static func skillKept(
    of perturbed: Outcome, clean: Outcome, _ bootstrap: Bootstrap
  ) -> Outcome {
    switch (perturbed, clean) {
    case (_, .failure): return .failure(.noCleanHeadroom)
    case (.failure(let reason), _): return .failure(reason)
    case (.success(let perturbed), .success(let clean)):
      guard bootstrap.estimate(of: clean).lower > 0 else {
        return .failure(.cleanSkillNotAboveZero)
      }
      return ratio(perturbed, clean, .cleanSkillNotAlwaysAboveZero)
    }
  }

  /// The share of the first pass's avoidable errors that a chooser avoids, `(E_first − E) / (E_first − E_oracle)`:
  /// 1 is perfect, 0 is the first pass. Only within one condition: a perturbation of the top hypothesis damages
  /// the very point that it starts from.
  package static func headroomRecovered(
    errors: ResampledFigure, firstPass: ResampledFigure, oracle: ResampledFigure
  ) -> Outcome {
    ratio(firstPass - errors, firstPass - oracle, .firstPassIsOracle)
  }

  /// A ratio, or `reason` where the denominator is not above 0 in every resample.
  package static func ratio(
    _ numerator: ResampledFigure, _ denominator: ResampledFigure, _ reason: UndefinedReason
  ) -> Outcome {
    numerator.divided(by: denominator).map(Outcome.success) ?? .failure(reason)
  }
}

extension Bootstrap {
  /// The figure with its interval, or the reason why there is none.
  package func figure(of outcome: ChoiceMeasures.Outcome) -> Figure {
    switch outcome {
    case .success(let figure): .estimate(estimate(of: figure))
    case .failure(let reason): .undefined(reason)
    }
  }
}
