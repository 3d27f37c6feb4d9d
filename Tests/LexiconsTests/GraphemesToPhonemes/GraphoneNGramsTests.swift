import Foundation
import Testing

@testable import Lexicons

@Suite struct `N-grams of graphones` {
  /// Tokens 0 to 3 between the beginning, 4, and the end, 5.
  private static let sequences: [[UInt16]] = (0..<60).map { (number: Int) -> [UInt16] in
    var sequence: [UInt16] = [4]
    for place in 0..<(2 + number % 5) {
      let drawn = number * number + place * 3 + number / 7
      sequence.append(UInt16(drawn % 4))
    }
    sequence.append(5)
    return sequence
  }

  private static func ngrams(pruning: Double) -> GraphoneNGrams {
    var ngrams = GraphoneNGrams(sequences, order: 4, tokenCount: 6, start: 4)
    if pruning > 0 { ngrams.prune(pruning) }
    return ngrams
  }

  @Test(arguments: [0, 1e-4, 1e-3, 1e-2])
  func `give every context probabilities that sum to 1, pruned or not`(pruning: Double) {
    let automaton = GraphoneLevels(Self.ngrams(pruning: pruning)).automaton
    for state in 0..<automaton.shorter.count {
      var sum = 0.0
      for token in [0, 1, 2, 3, 5] as [UInt16] {
        let weight: Float = automaton.step(UInt32(state), token)?.weight ?? -.infinity
        sum += Double(exp(weight))
      }
      #expect(abs(sum - 1) < 1e-4, "state \(state)")
    }
  }

  @Test func `are fewer, and say the training data a little worse, the more are left out`() {
    var counts: [Int] = []
    var likelihoods: [Double] = []
    for pruning in [0, 1e-4, 1e-3, 1e-2] {
      let ngrams = Self.ngrams(pruning: pruning)
      counts.append(ngrams.keptCount)
      let automaton = GraphoneLevels(ngrams).automaton
      var likelihood = 0.0
      for sequence in Self.sequences {
        var state = automaton.next(0, 4)
        for token in sequence.dropFirst() {
          let step = automaton.step(state, token)!
          state = step.next
          likelihood += Double(step.weight)
        }
      }
      likelihoods.append(likelihood)
    }
    #expect(zip(counts, counts.dropFirst()).allSatisfy { $0 >= $1 })
    #expect(counts[0] > counts[3])
    #expect(likelihoods[0] > likelihoods[3])
  }

  /// Unigram probabilities by hand: a occurs behind 3 different tokens, b behind 2, the end behind 2.
  @Test func `shorter ones count contexts, not occurrences`() {
    // Tokens a = 0, b = 1; beginning 2, end 3.
    let ngrams = GraphoneNGrams(
      [[2, 0, 0, 0, 0, 1, 3], [2, 1, 0, 3]], order: 2, tokenCount: 4, start: 2)
    let unigrams = ngrams.levels[1]
    // Counts of counts leave no estimates, so the discounts are 0.5, 0.75 and 1: 2.5 of 7 is saved.
    let saved: Double = (1 + 0.75 + 0.75) / 7
    let two: Double = (2 - 0.75) / 7 + saved / 3
    let three: Double = (3 - 1) / 7 + saved / 3
    let expected: [UInt16: Double] = [0: three, 1: two, 3: two]
    for (token, probability) in zip(unigrams.tokens, unigrams.probabilities) where token != 2 {
      #expect(abs(probability - expected[token]!) < 1e-12)
    }
  }
}

@Suite struct `The alignment of letters and phones` {
  @Test func `finds letters that stand for one phone together, for two, and for none`() {
    // p h a x k n: "ph" is 0, "a" 1, "x" 2 3, "kn" 4.
    let (p, h, a, x, k, n) = (
      0 as UInt16, 1 as UInt16, 2 as UInt16, 3 as UInt16, 4 as UInt16, 5 as UInt16
    )
    let pairs = [
      SpelledPronunciation(letters: [p, h, a], phones: [0, 1]),
      SpelledPronunciation(letters: [a, p, h], phones: [1, 0]),
      SpelledPronunciation(letters: [a, x], phones: [1, 2, 3]),
      SpelledPronunciation(letters: [x, a], phones: [2, 3, 1]),
      SpelledPronunciation(letters: [k, n, a], phones: [4, 1]),
      SpelledPronunciation(letters: [n, a], phones: [4, 1]),
      SpelledPronunciation(letters: [a, n], phones: [1, 4]),
      SpelledPronunciation(letters: [a], phones: [1]),
    ]
    var aligner = GraphoneAligner(pairs, shape: GraphoneShape(letters: 2, phones: 2))
    var likelihoods: [Double] = []
    for _ in 0..<20 { likelihoods.append(aligner.step()) }
    #expect(zip(likelihoods, likelihoods.dropFirst()).allSatisfy { $1 >= $0 - 1e-9 })
    let paths = aligner.alignments().map { $0!.map { aligner.graphones[Int($0)] } }
    #expect(paths[2].map(\.phones) == [[1], [2, 3]])
    #expect(paths[5].map(\.letters) == [[n], [a]])
    #expect(paths.allSatisfy { $0.contains { $0.letters == [a] && $0.phones == [1] } })
    for (pair, path) in zip(pairs, paths) {
      #expect(path.flatMap(\.letters) == pair.letters)
      #expect(path.flatMap(\.phones) == pair.phones)
    }
  }

  @Test func `leaves out words with too few letters`() {
    let aligner = GraphoneAligner(
      [
        SpelledPronunciation(letters: [0], phones: [0, 1, 2]),
        SpelledPronunciation(letters: [0], phones: [0, 1]),
      ], shape: GraphoneShape(letters: 2, phones: 2))
    #expect(aligner.unalignable == 1)
    #expect(aligner.alignments()[0] == nil)
    #expect(aligner.alignments()[1] != nil)
  }
}
