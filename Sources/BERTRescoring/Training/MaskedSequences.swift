package import AdapterEngine

/// Token sequences with some tokens hidden, and what the model is to find there.
package struct MaskedSequences: Sendable {
  /// The sequences that the model sees.
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
  ///   - generator: of each sequence, so that its masks don't depend on its neighbors.
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

  /// A sequence and the places of it to hide.
  struct Hiding: Sendable {
    let sequence: [Int32]
    let places: [Int]
  }

  /// Hides the given tokens: for pseudo-log-likelihoods.
  init(hiding copies: [Hiding], mask: Int32) {
    var visible: [[Int32]] = []
    var rows: [Int] = []
    var targets: [Int32] = []
    var first = 0
    for copy in copies {
      var shown = copy.sequence
      for place in copy.places {
        shown[place] = mask
        rows.append(first + place)
        targets.append(copy.sequence[place])
      }
      visible.append(shown)
      first += shown.count
    }
    batch = PackedSequences(visible)
    self.rows = rows
    self.targets = targets
  }
}
