import Transcripts

extension Utterance {
  /// The reference as a list of one, with the first hypothesis's first-pass costs.
  var referenceList: NBestList {
    nBest.replacing([Hypothesis(text: reference, costs: nBest[0].costs)])
  }
}
