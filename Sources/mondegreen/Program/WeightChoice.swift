import BERTRescoring
import BundledCorpora
import Rescoring
import Robustness
import RobustnessReports
import Transcripts

/// The corpora that models are to choose from: their costs decide which weights can be used.
struct TestedCorpora {
  /// The main one first.
  let corpora: [Corpus]
  /// Whether all of them come with the package, from the recognizer that bundled weights are tuned for.
  let areBundled: Bool

  init(_ corpora: [Corpus], names: [String]) {
    self.corpora = corpora
    areBundled = names.allSatisfy { BundledCorpus(rawValue: $0) != nil }
  }

  private init() {
    corpora = []
    areBundled = true
  }

  /// None that is known yet.
  static let none = TestedCorpora()

  /// Costs of the main corpus.
  var spread: CostSpread? { corpora.first.map(CostSpread.init(of:)) }

  /// Costs that all of them have.
  var kinds: CostKinds {
    corpora.reduce([.parts, .total]) { $0.intersection(CostKinds(CostSpread(of: $1))) }
  }
}

extension CostSpread {
  init(of corpus: Corpus) {
    self.init(of: corpus.utterances.map(\.nBest))
  }
}

/// Finds the weights of a model: those that it brings, or those that make the fewest errors on development
/// lists.
///
/// Weights are in proportion to how far costs lie apart (``CostSpread``). Where the lists under test come
/// from another recognizer than the lists that weights were tuned on, they are rescaled.
struct WeightChoice {
  /// What `--tune-on` names; nil where the user leaves it open.
  let tuneOn: String?
  let corpora: CorpusLocator
  let tested: TestedCorpora

  /// What is tuned on where the user names nothing.
  static let defaultCorpus = BundledCorpus.messagingDev.rawValue

  /// - Parameter recipe: the weights that the model brings, if it brings any.
  func weights(
    of model: any RescoringModel, recipe: RescoringRecipe? = nil
  ) throws -> Interpolation {
    let found = try fitting(model, recipe)
    if found.secondPass == 0 {
      Terminal.complain(
        "\(model.identity.name): its weight is 0: the model takes no part in the choice")
    }
    return found
  }

  private func fitting(
    _ model: any RescoringModel, _ recipe: RescoringRecipe?
  ) throws -> Interpolation {
    let name = model.identity.name
    let isForeign = !tested.areBundled && tuneOn == nil
    if let recipe {
      let needed = CostKinds(neededBy: recipe.interpolation)
      if tuneOn == nil, needed.isSubset(of: tested.kinds) {
        guard isForeign else { return recipe.interpolation }
        guard let spread = recipe.costSpread, let own = tested.spread else {
          Terminal.complain(
            "\(name): its folder does not say how far apart the costs were that its weights are tuned for, "
              + "so they are used as they are; --tune-on tunes others")
          return recipe.interpolation
        }
        explain(name, "its weights")
        return recipe.interpolation.rescaled(from: spread, to: own)
      }
    }
    let corpus = try corpora.read(tuneOn ?? Self.defaultCorpus)
    warnOfOverlap(corpus, name)
    let lists = corpus.utterances.map { TrainingList($0) }
    let spread = CostSpread(of: corpus)
    let kinds = tested.kinds.intersection(CostKinds(spread))
    let costs = try model.validatedCosts(for: lists.map(\.hypotheses))
    let tuning = InterpolationTuning(lists, kinds: kinds)
    let tuned = tuning.tune(costs)
    if let recipe, CostKinds(neededBy: recipe.interpolation).isSubset(of: kinds) {
      let brought = recipe.costSpread.map { recipe.interpolation.rescaled(from: $0, to: spread) }
      return try compare(
        brought ?? recipe.interpolation, tuned, of: name, by: tuning, lists, costs, corpus)
    }
    if recipe != nil {
      Terminal.complain(
        "\(name): its own weights need acoustic and language costs, which not all lists have")
    }
    Terminal.complain(
      "\(name): weights tuned on \(corpus.name), where they give a WER of "
        + Percent.text(tuned.wordErrorRate))
    guard isForeign, !kinds.isEmpty, let own = tested.spread else { return tuned.interpolation }
    explain(name, "weights")
    return tuned.interpolation.rescaled(from: spread, to: own)
  }

  /// The weights that the model brings, and a word on it where tuned ones are clearly better.
  private func compare(
    _ brought: Interpolation, _ tuned: InterpolationTuning.Result, of name: String,
    by tuning: InterpolationTuning, _ lists: [TrainingList], _ costs: [[Double]], _ corpus: Corpus
  ) throws -> Interpolation {
    let hypotheses = lists.map(\.hypotheses)
    let own = try tuning.errors(of: brought, on: hypotheses, secondPass: costs)
    let other = try tuning.errors(of: tuned.interpolation, on: hypotheses, secondPass: costs)
    let words = Double(max(1, tuned.referenceWords))
    let before = Double(own.reduce(0, +)) / words
    let after = Double(other.reduce(0, +)) / words
    if before - after >= 0.005, MatchedPairs.p(own, other) < 0.05 {
      let weights = tuned.interpolation
      Terminal.complain(
        "\(name): with the weights that it brings it has a WER of \(Percent.text(before)) on "
          + "\(corpus.name), with others \(Percent.text(after)), which is not chance: acoustic "
          + "\(Self.text(weights.acoustic)), language \(Self.text(weights.language)), total "
          + "\(Self.text(weights.total)), second pass \(Self.text(weights.secondPass)); its "
          + "rescoring.json is the place for them")
    }
    return brought
  }

  private static func text(_ weight: Double) -> String {
    FigureFormat.decimal(weight, digits: 3)
  }

  private func explain(_ name: String, _ subject: String) {
    guard let main = tested.corpora.first else { return }
    Terminal.complain(
      "\(name): \(subject) are tuned on \(Self.defaultCorpus) and rescaled to how far costs lie apart in "
        + "\(main.name); --tune-on tunes them on lists of your own")
  }

  private func warnOfOverlap(_ corpus: Corpus, _ name: String) {
    for one in tested.corpora where one.digest == corpus.digest {
      Terminal.complain(
        "\(name): its weights are tuned on \(one.name), on which it is also tested: figures flatter it"
      )
    }
  }
}
