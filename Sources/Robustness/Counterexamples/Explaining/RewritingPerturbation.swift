import Transcripts

/// A perturbation that can do to any word what it did to one.
protocol RewritingPerturbation: Perturbation {
  /// What becomes of `word` where `original` became `replacement`; nil if that is not known, or
  /// nothing else.
  func rewriting(of word: String, as original: String, became replacement: String) -> String?
}

extension TextFormChange: RewritingPerturbation {
  func rewriting(of word: String, as original: String, became replacement: String) -> String? {
    let form = forms.first { $0.apply(to: original).isSameCodePoints(as: replacement) }
    return form.map { $0.apply(to: word) }.flatMap { $0.isSameCodePoints(as: word) ? nil : $0 }
  }
}
