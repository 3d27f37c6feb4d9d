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

  /// Skill kept under a perturbation, and its figure.
  package struct SkillKept: Sendable {
    /// The ratio that differences between models are computed from, for the jackknife only.
    package let ratio: Outcome
    package let figure: Figure
  }

  /// Skill kept under a perturbation, `S_perturbed / S_clean`: 1 where the choices are worth as much
  /// as before. Its interval is Fieller's (``Resampling/fieller(_:_:)``).
  ///
  /// - Parameter resampling: tells the interval of the clean skill, which must lie above 0.
  package static func skillKept(
    of perturbed: Outcome, clean: Outcome, _ resampling: Resampling
  ) -> SkillKept {
    func failure(_ reason: UndefinedReason) -> SkillKept {
      SkillKept(ratio: .failure(reason), figure: .undefined(reason))
    }
    switch (perturbed, clean) {
    case (_, .failure): return failure(.noCleanHeadroom)
    case (.failure(let reason), _): return failure(reason)
    case (.success(let perturbed), .success(let clean)):
      guard resampling.estimate(of: clean).lower > 0 else {
        return failure(.cleanSkillNotAboveZero)
      }
      guard let ratio = perturbed.withoutResamples.divided(by: clean.withoutResamples) else {
        return failure(.cleanSkillNotAlwaysAboveZero)
      }
      guard resampling.method != .none else {
        return SkillKept(
          ratio: .success(ratio),
          figure: .estimate(Estimate(value: ratio.value, without: .fewUnits)))
      }
      return resampling.fieller(perturbed, clean).map {
        SkillKept(ratio: .success(ratio), figure: .estimate($0))
      } ?? failure(.cleanSkillNotAlwaysAboveZero)
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

  /// `(WER_perturbed − WER_clean) / WER_clean`, see ``Degradation``; nothing where the clean WER is 0, if only in some
  /// resample.
  package static func nprr(of perturbed: Outcome, clean: Outcome) -> Outcome {
    switch (perturbed, clean) {
    case (.failure(let reason), _), (_, .failure(let reason)): .failure(reason)
    case (.success(let perturbed), .success(let clean)):
      ratio(
        (perturbed - clean).withoutResamples, clean.withoutResamples, .noCleanErrors)
    }
  }

  /// A ratio, or `reason` where the denominator is not above 0 in every resample.
  package static func ratio(
    _ numerator: ResampledFigure, _ denominator: ResampledFigure, _ reason: UndefinedReason
  ) -> Outcome {
    numerator.divided(by: denominator).map(Outcome.success) ?? .failure(reason)
  }
}

extension Resampling {
  /// The figure with its interval, or the reason why there is none.
  package func figure(
    of outcome: ChoiceMeasures.Outcome,
    within range: ClosedRange<Double> = -.infinity ... .infinity
  ) -> Figure {
    switch outcome {
    case .success(let figure): .estimate(estimate(of: figure, within: range))
    case .failure(let reason): .undefined(reason)
    }
  }

  /// A difference between figures of the same units, or the reason why there is none.
  package func difference(of outcome: ChoiceMeasures.Outcome) -> Figure {
    switch outcome {
    case .success(let figure): .estimate(difference(figure))
    case .failure(let reason): .undefined(reason)
    }
  }
}
