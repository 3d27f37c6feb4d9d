package import Rescoring
package import Robustness
package import Transcripts

extension SecondPass {
  /// The model with the weights that make the fewest word errors on at most 300 lists of `corpus`, spread evenly.
  ///
  /// - Throws: `RescoringError/failed(model:reason:)` when the model stops answering; lists of which it gives no
  ///   usable costs are left to the first pass.
  package init(
    _ model: any RescoringModel, tunedOn corpus: Corpus
  ) throws(RescoringError) {
    let prepared = PreparedCorpus(
      corpus, listLimit: 20, previousUtterances: model.previousUtterances)
    let count = min(300, prepared.utterances.count)
    guard count > 0 else {
      self.init(model: model, interpolation: .firstPass)
      return
    }
    let places = (0..<count).map { $0 * prepared.utterances.count / count }
    let lists = places.map { prepared.utterances[$0].nBest }
    let tuning = InterpolationTuning(
      lists,
      errors: places.map { place in
        prepared.utterances[place].nBest.texts.map { prepared.errors(of: $0, in: place).edits }
      }, referenceWords: places.reduce(0) { $0 + prepared.referenceWords(of: $1) })
    let costs = try UsableCosts(of: model, for: lists).costs
    self.init(model: model, interpolation: tuning.tune(costs).interpolation)
  }
}
