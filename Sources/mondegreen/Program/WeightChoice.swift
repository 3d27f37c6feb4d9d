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
  /// The bundled development lists of the recognizer that made all of them, PocketSphinx's if they aren't bundled.
  let development: BundledCorpus
  /// How far apart the costs of the main one lie; nil where there is none.
  let spread: CostSpread?
  /// Costs that all of them have.
  let kinds: CostKinds

  init(_ corpora: [Corpus], names: [String]) {
    self.corpora = corpora
    let bundled = names.map { BundledCorpus(rawValue: $0) }
    areBundled = !bundled.contains(nil)
    let areWhispers = !bundled.isEmpty && bundled.allSatisfy { $0?.isWhisper == true }
    development = areWhispers ? .messagingWhisperDev : .messagingDev
    let spreads = corpora.map { CostSpread(of: $0) }
    spread = spreads.first
    kinds = spreads.reduce([.parts, .total]) { $0.intersection(CostKinds($1)) }
  }

  /// None that is known yet.
  static let none = TestedCorpora([], names: [])
}

/// Finds the weights of a model: those that it brings, or those that make the fewest errors on development
/// lists.
///
/// Weights are in proportion to how far costs lie apart (`CostSpread`). Where the lists under test come from
/// another recognizer than the lists that weights were tuned on, they are rescaled.
struct WeightChoice {
  /// What `--tune-on` names; nil where the user leaves it open.
  let tuneOn: String?
  let tested: TestedCorpora
  private let development: DevelopmentLists

  init(tuneOn: String?, corpora: CorpusLocator, tested: TestedCorpora) {
    self.tuneOn = tuneOn
    self.tested = tested
    development = DevelopmentLists(
      tuneOn ?? tested.development.rawValue, in: corpora, usable: tested.kinds)
  }

  /// What is tuned on where the user names nothing.
  static let defaultCorpus = BundledCorpus.messagingDev.rawValue

  /// The model with its weights; says on standard error what should be known of them.
  ///
  /// - Parameter recipe: the weights that the model brings, if it brings any.
  func weighed(
    _ model: any RescoringModel, recipe: RescoringRecipe? = nil
  ) throws -> SecondPass {
    var found = try brought(by: recipe) ?? tuned(for: model, recipe: recipe)
    for one in tested.corpora where one.digest == found.tunedOn?.digest {
      found.notices.append(
        "its weights are tuned on \(one.name), on which it is also tested, so its figures are too "
          + "good")
    }
    if tuneOn != nil, found.origin == .model, let named = try? development.contents().source,
      let one = tested.corpora.first(where: { $0.digest == named.digest })
    {
      found.notices.append(
        "--tune-on names \(one.name), which is also tested: weights must be tuned on other lists than "
          + "those they are tested on")
    }
    if let notice = otherUnit(than: found) { found.notices.append(notice) }
    if found.interpolation.secondPass == 0 {
      found.notices.append("its weight is 0: the model takes no part in the choice")
    }
    for notice in found.notices { Terminal.complain("\(model.identity.name): \(notice)") }
    return SecondPass(
      model: model, interpolation: found.interpolation,
      weights: WeightSource(
        origin: found.origin, tunedOn: found.tunedOn, rescaledTo: found.rescaledTo,
        notices: found.notices))
  }

  /// What to say where costs of the lists under test lie much further apart than those of the development lists
  /// that the user named, or much closer together: then they are hardly in one unit.
  private func otherUnit(than found: Found) -> String? {
    guard tuneOn != nil, found.rescaledTo == nil, let source = found.tunedOn,
      let main = tested.corpora.first, let spread = tested.spread
    else { return nil }
    let (here, there) = (spread.total, source.spread.total)
    let ratio = max(here / there, there / here)
    guard here > 0, there > 0, ratio > Self.plausibleRatio else { return nil }
    let (wide, narrow) = here > there ? (main.name, source.name) : (source.name, main.name)
    return
      "costs lie \(FigureFormat.decimal(ratio, digits: 1)) times as far apart in "
      + "\(wide) as in \(narrow): weights tuned on one suit the other only if both have costs in one unit"
  }

  /// Spreads of corpora from one recognizer differ less.
  private static let plausibleRatio = 3.0

  /// Weights, and what is to be said of them.
  private struct Found {
    var interpolation: Interpolation
    let origin: WeightSource.Origin
    let tunedOn: TuningSource?
    var rescaledTo: String?
    var notices: [String] = []

    /// Fits the weights to the costs of a corpus from another recognizer.
    mutating func rescale(to main: Corpus) {
      guard let tunedOn else { return }
      interpolation = interpolation.rescaled(from: tunedOn.spread, to: CostSpread(of: main))
      rescaledTo = main.name
      notices.append(
        "weights tuned on \(tunedOn.name) are rescaled to the spread of costs in \(main.name); --tune-on "
          + "tunes or rescales them on lists of your own")
    }
  }

  /// The main corpus if it comes from a recognizer of which no development lists are named.
  private var foreign: Corpus? {
    tested.areBundled || tuneOn != nil ? nil : tested.corpora.first
  }

  /// The weights that a model brings, where no development lists are named and all lists have the costs that
  /// they weigh.
  private func brought(by recipe: RescoringRecipe?) -> Found? {
    guard let recipe, tuneOn == nil,
      CostKinds(neededBy: recipe.interpolation).isSubset(of: tested.kinds)
    else { return nil }
    var found = Found(
      interpolation: recipe.interpolation, origin: .model, tunedOn: recipe.tunedOn)
    guard let foreign else { return found }
    if recipe.tunedOn == nil {
      found.notices.append(
        "its folder doesn't say which lists its weights were tuned on, so they are used as they are; "
          + "--tune-on shows whether others are better")
    }
    found.rescale(to: foreign)
    return found
  }

  private func tuned(
    for model: any RescoringModel, recipe: RescoringRecipe?
  ) throws -> Found {
    let lists = try development.contents()
    let usable = try UsableCosts(of: model, for: lists.lists(for: model))
    let costs = usable.costs
    let result = lists.tuning.tune(costs)
    var found = Found(
      interpolation: result.interpolation, origin: .tuned, tunedOn: lists.source)
    if let notice = usable.notice(of: lists.source.name) { found.notices.append(notice) }
    if let recipe, CostKinds(neededBy: recipe.interpolation).isSubset(of: lists.kinds) {
      return try compared(recipe, with: result, on: lists, costs)
    }
    if recipe != nil {
      found.notices.append(
        "own weights can't be used: they need acoustic and language costs, which some lists lack")
    }
    found.notices.append(
      "weights tuned on \(lists.source.name), where they give a WER of "
        + Percent.text(result.wordErrorRate))
    if let foreign, !lists.kinds.isEmpty { found.rescale(to: foreign) }
    return found
  }

  /// The weights that the model brings, rescaled to the development lists, and a word on it where tuned ones
  /// are clearly better.
  private func compared(
    _ recipe: RescoringRecipe, with tuned: InterpolationTuning.Result,
    on lists: DevelopmentLists.Contents, _ costs: [[Double]]
  ) throws -> Found {
    let source = lists.source
    let interpolation =
      recipe.tunedOn.map { recipe.interpolation.rescaled(from: $0.spread, to: source.spread) }
      ?? recipe.interpolation
    var found = Found(interpolation: interpolation, origin: .model, tunedOn: recipe.tunedOn)
    found.rescaledTo = recipe.tunedOn?.digest == source.digest ? nil : source.name
    let own = try lists.tuning.errors(of: interpolation, secondPass: costs)
    let other = try lists.tuning.errors(of: tuned.interpolation, secondPass: costs)
    let words = Double(max(1, tuned.referenceWords))
    let before = Double(own.reduce(0, +)) / words
    let after = Double(other.reduce(0, +)) / words
    if before - after >= 0.005, MatchedPairs.p(own, other) < 0.05 {
      found.notices.append(
        "with its own weights it has a WER of \(Percent.text(before)) on \(source.name), and a significantly "
          + "lower one of \(Percent.text(after)) with \(Self.text(tuned.interpolation)); to use these weights, "
          + "put them into its rescoring.json")
    }
    return found
  }

  static func text(_ weights: Interpolation) -> String {
    [
      ("acoustic", weights.acoustic), ("language", weights.language), ("total", weights.total),
      ("second pass", weights.secondPass),
    ].map { "\($0) \(FigureFormat.decimal($1, digits: 3))" }.joined(separator: ", ")
  }
}
