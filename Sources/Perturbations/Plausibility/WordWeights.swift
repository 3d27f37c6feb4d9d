import PropertyTesting

/// Weights with which places and candidates are drawn. Without weights all are equally likely.
struct WordWeights {
  /// The weights of all words' candidates, one word after another.
  private var candidates: [Double] = []
  /// The range of each word's candidates.
  private var ranges: [Range<Int32>]
  /// The odds that each word changes.
  private var odds: [Double]
  /// The odds of the places that are still open, in order.
  private var open: [Double] = []

  /// Makes empty weights.
  ///
  /// - Parameter count: the number of words that can have weights; 0 draws without weights.
  init(count: Int) {
    ranges = Array(repeating: 0..<0, count: count)
    odds = Array(repeating: 0, count: count)
    candidates.reserveCapacity(count * 4)
  }

  private var isUniform: Bool { ranges.isEmpty }

  /// Adds a word's weights.
  ///
  /// - Parameter score: appends the score of the word and those of its candidates.
  mutating func add(_ word: Int, _ score: (inout [Double]) -> Void) {
    let start = candidates.count
    score(&candidates)
    odds[word] = candidates.withUnsafeMutableBufferPointer { all in
      CandidateWeigher.weigh(UnsafeMutableBufferPointer(rebasing: all[start...]))
    }
    ranges[word] = Int32(start + 1)..<Int32(candidates.count)
  }

  /// The odds that a word changes; 1 without weights.
  func odds(of word: Int) -> Double { isUniform ? 1 : odds[word] }

  /// Sets the order of the open words.
  ///
  /// - Parameter base: the first word number.
  mutating func arrange(_ order: some Collection<Int>, from base: Int = 0) {
    open = order.map { odds[$0 - base] }
  }

  /// Draws one of the places from `first` on and exchanges it with the first of them.
  mutating func drawPlace(from first: Int, of count: Int, _ source: inout ChoiceSource) -> Int {
    guard !isUniform else { return source.index(below: count - first) }
    let drawn = source.index(weights: open.span.extracting(first...))
    open.swapAt(first, first + drawn)
    return drawn
  }

  /// Draws one of the places and removes it.
  mutating func drawPlace(removingFrom count: Int, _ source: inout ChoiceSource) -> Int {
    guard !isUniform else { return source.index(below: count) }
    let drawn = source.index(weights: open.span)
    open.remove(at: drawn)
    return drawn
  }

  /// Draws one of a word's candidates.
  func drawCandidate(of word: Int, count: Int, _ source: inout ChoiceSource) -> Int {
    guard !isUniform else { return source.index(below: count) }
    let range = ranges[word]
    return source.index(
      weights: candidates.span.extracting(Int(range.lowerBound)..<Int(range.upperBound)))
  }
}
