package import AdapterEngine

/// Token sequences with some tokens hidden, and what the model is to find there.
package struct MaskedSequences: Sendable {
  /// What the model sees.
  package let batch: PackedSequences
  /// Rows of the batch whose token is to be found.
  package let rows: [Int]
  /// The token that stood in each of those rows.
  package let targets: [Int32]

  /// Chooses each token with probability 0.15; of the chosen ones 80 % become `[MASK]`, 10 % a random
  /// piece, 10 % stay (Devlin et al. 2019). A sequence in which none was chosen gets one.
  ///
  /// - Parameters:
  ///   - sequences: ids without special tokens, none empty.
  ///   - generator: of each sequence, so that its masks don't depend on its neighbours.
  package init(
    _ sequences: [[Int32]], vocabulary: WordPieceVocabulary,
    generator: (_ sequence: Int) -> CounterGenerator
  ) {
    var visible: [[Int32]] = []
    var rows: [Int] = []
    var targets: [Int32] = []
    var first = 0
    for (index, sequence) in sequences.enumerated() {
      var generator = generator(index)
      var shown = [vocabulary.classification] + sequence + [vocabulary.separator]
      var places = sequence.indices.filter { _ in generator.below(100) < 15 }
      if places.isEmpty { places = [generator.below(sequence.count)] }
      for place in places {
        rows.append(first + 1 + place)
        targets.append(sequence[place])
        switch generator.below(10) {
        case 0: break
        case 1: shown[place + 1] = Int32(generator.below(vocabulary.count))
        default: shown[place + 1] = vocabulary.mask
        }
      }
      visible.append(shown)
      first += shown.count
    }
    batch = PackedSequences(visible)
    self.rows = rows
    self.targets = targets
  }

  /// Hides the given tokens of a sequence, one copy of it for each group: for pseudo-log-likelihoods.
  package init(hiding groups: [[Int]], of sequence: [Int32], mask: Int32) {
    var visible: [[Int32]] = []
    var rows: [Int] = []
    var targets: [Int32] = []
    for (copy, group) in groups.enumerated() {
      var shown = sequence
      for place in group {
        shown[place] = mask
        rows.append(copy * sequence.count + place)
        targets.append(sequence[place])
      }
      visible.append(shown)
    }
    batch = PackedSequences(visible)
    self.rows = rows
    self.targets = targets
  }
}
