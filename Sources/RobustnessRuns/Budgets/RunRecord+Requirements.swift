import Perturbations
import Rescoring
import Robustness

extension RunRecord {
  /// The record with verdicts on `requirements` in place of those that it holds; without any, if there are
  /// none.
  public func judged(by requirements: [Requirement]) -> RunRecord {
    let verdicts = requirements.flatMap { requirement in
      judgedModels(of: requirement).map { verdict(on: requirement, of: $0) }
    }
    return RunRecord(
      version: version, provenance: provenance, models: models, corpora: corpora,
      counterexamples: counterexamples, requirements: verdicts.isEmpty ? nil : verdicts)
  }

  /// The names of the models that a requirement is asked of.
  private func judgedModels(of requirement: Requirement) -> [String] {
    models.filter { $0.role != .firstPass }.map(\.identity.name).filter {
      $0 != requirement.against && $0 == requirement.model ?? $0
    }
  }

  private func verdict(on requirement: Requirement, of model: String) -> RequirementVerdict {
    let corpus = corpora.first { $0.name == requirement.corpus }
    let isIdle = requirement.condition.map { corpus?.isIdle($0) ?? false } ?? false
    if let against = requirement.against {
      let contrast = ((corpus?.contrasts ?? []) + (corpus?.requiredContrasts ?? [])).first {
        $0.measure == .wer && $0.model == model && $0.against == against
          && $0.condition == requirement.condition && $0.counting != .asChosen
      }
      return RequirementVerdict(
        requirement, of: model, figure: contrast?.difference, isIdle: isIdle)
    }
    let result = corpus?.models.first { $0.model == model }
    guard let condition = requirement.condition else {
      let figure: Figure? =
        switch requirement.measure {
        case .wer: result.map { .estimate($0.clean.wer) }
        case .skill: result?.clean.skill
        case .skillKept, .nprr: nil
        }
      return RequirementVerdict(requirement, of: model, figure: figure)
    }
    let perturbed = result?.perturbed.first {
      $0.condition == condition && $0.counting == .asHeard
    }
    let figure: Figure? =
      switch requirement.measure {
      case .wer: perturbed.map { .estimate($0.wer) }
      case .skill: perturbed?.skill
      case .skillKept: perturbed?.skillKept
      case .nprr: perturbed.map { .estimate($0.nprr.estimate) }
      }
    return RequirementVerdict(
      requirement, of: model, figure: figure,
      isRatio: requirement.measure != .nprr || perturbed?.nprr.kind != .absolute, isIdle: isIdle)
  }
}
