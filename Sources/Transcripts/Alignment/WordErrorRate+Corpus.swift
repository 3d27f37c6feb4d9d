extension WordErrorRate {
  /// The word errors of choosing one hypothesis in each utterance.
  ///
  /// - Parameters:
  ///   - utterances: utterances with references.
  ///   - normalizer: brings texts to words.
  ///   - weights: what an alignment minimizes.
  ///   - selection: the index chosen for an utterance.
  public static func of(
    _ utterances: some Sequence<Utterance>, normalizer: TextNormalizer = .standard,
    weights: WordAlignment.Weights = .unit, selecting selection: (Utterance) -> Int
  ) -> WordErrorRate {
    utterances.reduce(into: .zero) { sum, utterance in
      sum += utterance.errors(
        of: utterance.nBest[selection(utterance)].text, normalizer: normalizer, weights: weights)
    }
  }

  /// The word errors of the first pass's own choice.
  public static func firstPass(
    of utterances: some Sequence<Utterance>, normalizer: TextNormalizer = .standard,
    weights: WordAlignment.Weights = .unit
  ) -> WordErrorRate {
    of(utterances, normalizer: normalizer, weights: weights) { _ in 0 }
  }

  /// The word errors of whoever always chose best among the first `limit` hypotheses: the bound on
  /// what rescoring can reach.
  ///
  /// - Precondition: `limit` is at least 1.
  public static func oracle(
    of utterances: some Sequence<Utterance>, limit: Int, normalizer: TextNormalizer = .standard
  ) -> WordErrorRate {
    of(utterances, normalizer: normalizer) {
      $0.oracleIndex(limit: limit, normalizer: normalizer)
    }
  }
}

extension Utterance {
  /// The number of word errors of each of the first `limit` hypotheses, in first-pass order.
  ///
  /// - Precondition: `limit` is at least 1.
  public func editCounts(
    limit: Int = .max, normalizer: TextNormalizer = .standard
  ) -> [Int] {
    if fields[Self.markupField] != nil {
      let counted = CountedReference(self, normalizer: normalizer)
      return nBest.texts.prefix(limit).map { counted.errors(of: $0).edits }
    }
    var interner = WordInterner()
    let reference = interner.intern(normalizer.units(in: reference))
    return nBest.hypotheses.prefix(limit).map { hypothesis in
      WordDistance.edits(reference, interner.intern(normalizer.units(in: hypothesis.text)))
    }
  }

  /// The index of the best hypothesis among the first `limit`; the first of equally good ones.
  ///
  /// - Precondition: `limit` is at least 1.
  public func oracleIndex(
    limit: Int = .max, normalizer: TextNormalizer = .standard
  ) -> Int {
    let edits = editCounts(limit: limit, normalizer: normalizer)
    return edits.firstIndex(of: edits.min()!)!
  }
}
