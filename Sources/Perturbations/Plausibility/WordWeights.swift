import PropertyTesting

/// Weights by which places and candidates are drawn; without weights all are equally likely.
struct WordWeights {
  /// The candidates' weights of all words, one word after the other.
  private var candidates: [Double] = []
  /// Where each word's candidates lie.
  private var ranges: [Range<Int32>]
  /// Each word's odds of being changed.
  private var odds: [Double]
  /// The odds of the places that are still open, in their order.
  private var open: [Double] = []

  /// - Parameter count: how many words can have weights; 0 for draws without weights.
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

  /// A word's odds of being changed; 1 without weights.
  func odds(of word: Int) -> Double { isUniform ? 1 : odds[word] }

  /// Says in which order the words are open.
  ///
  /// - Parameter base: what the numbers of words begin with.
  mutating func arrange(_ order: some Collection<Int>, from base: Int = 0) {
    open = order.map { odds[$0 - base] }
  }

  /// Draws one of the places from `first` on, which then changes places with the first of them.
  mutating func drawPlace(from first: Int, of count: Int, _ source: inout ChoiceSource) -> Int {
    guard !isUniform else { return source.index(below: count - first) }
    let drawn = source.index(weights: open.span.extracting(first...))
    open.swapAt(first, first + drawn)
    return drawn
  }

  /// Draws one of the places and takes it out.
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
