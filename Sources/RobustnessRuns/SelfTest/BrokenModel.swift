import Artifacts
import Perturbations
package import Rescoring
package import Transcripts

/// Rescorers with one deliberate defect each: the proof that a property can fail.
///
/// Each wraps a healthy model and spoils its answers in one way; `mondegreen selftest` and the tests
/// hold that at least one property catches it.
package struct BrokenModel: RescoringModel {
  /// What is wrong with a broken model.
  package enum Defect: String, Hashable, Sendable, CaseIterable {
    /// Later places in the list cost a little more, so ties and near-ties follow the order.
    case dependsOnOrder = "order-dependent ties"
    /// Costs grow with the padding that the longest text of the batch makes necessary.
    case leaksPadding = "padding leak"
    /// Costs hang on how many texts are in the batch, as with a statistic taken over it.
    case leaksBatch = "batch-composition leak"
    /// The longer, the cheaper.
    case prefersLength = "length bias"
    /// The second copy of a text costs more than the first.
    case punishesDuplicates = "duplicate-sensitive"
    /// Capitalized words count as other words.
    case isCaseSensitive = "case-sensitive"
    /// A text in decomposed form is longer than in composed form.
    case countsCodePoints = "code-point-sensitive"
    /// Of the words that sound the same one is always preferred, whatever stands around it.
    case prefersSpelling = "one spelling of each sound preferred"
    /// The better, the higher.
    case flipsSign = "flipped sign"
    /// A word of four letters that begins with a "t" makes the cost not a number.
    case answersNaN = "NaN winner"
    /// What it once said of a text, it says of every text of as many words and letters.
    case cachesStale = "stale cache"
    /// The last word is cut off.
    case ignoresLastWord = "ignores the last word"
    /// Only the first five of six or more words are read: a window of six that is off by one.
    case truncatesEarly = "off-by-one truncation"
    /// A unigram model of sounds: words that sound the same are one word to it.
    case isHomophoneBlind = "homophone-blind unigram"
    /// Costs creep up from call to call, ever faster.
    case drifts = "drifting state"
    case isConstant = "constant"
    case isRandom = "random by text"
    case isRandomPerCall = "random by call"
    case isSaltedPerProcess = "other costs in another process"
    case cutsAfterTwelve = "cut at 12 words"
    case cutsAfterForty = "cut at 40 words"
    case readsLastTen = "only the last 10 words"
    case leavesOutMiddle = "middle of long texts left out"
    case cutsBytes = "cut at 100 bytes"
    case ignoresFirstWord = "ignores the first word"
    case ignoresThirdWord = "ignores the third word"
    case ignoresEveryFifth = "ignores every fifth word"
    case collapsesRepeats = "repeated words collapsed"
    case readsEachWordOnce = "each word read once"
    case ignoresShortWords = "ignores words of one and two letters"
    case ignoresStopWords = "ignores stop words"
    case ignoresDigits = "ignores digits"
    case ignoresNonASCII = "ignores non-ASCII words"
    case ignoresOrder = "bag of words"
    case ignoresVowels = "ignores vowels"
    case cutsWords = "three letters a word"
    case prefersEmpty = "empty text preferred"
    case countsBlanks = "blanks counted"
    case countsMarks = "punctuation counted"
    case countsDigits = "digits counted"
    case countsNonASCII = "non-ASCII letters counted"
    case losesNonASCII = "NaN on non-ASCII"
    case saturates = "saturated"
    case leapsBeyondFifteen = "minus 10⁴ above 15 words"
    case isHuge = "costs × 1e200"
    case isTiny = "costs × 1e-12"
    case isShifted = "costs + 1e13"
    case isRounded = "rounded to 4 nats"
    case prefersShort = "short texts preferred"
    case isRanked = "places instead of costs"
    case isRelative = "the list's least cost is 0"
    case spoilsEvery64th = "every 64th text of a batch"
    case failsInCrowds = "more than 200 texts in a batch"
    case countsLists = "number of lists leaks"
    case isInfinite = "infinite above 60 words"
    case losesCosts = "a cost too few in long lists"
    case forgetsEveryThird = "every third call off"
    case prefersDuplicates = "duplicates preferred"
    case ignoresBehindComma = "ignores what stands behind a comma"
    case ignoresOneWord = "ignores one common word"
    case cutsSixtyBytes = "cut at 60 bytes"
    case swapsNeighbors = "neighbors' costs swapped"
    case sortsTexts = "texts sorted, costs not sorted back"
    case remembersPreviousCall = "memory of the previous call"
    case cachesByHash = "cache by the beginning of a hash"
    case spoilsEverySecond = "every second text of a batch"

    /// How texts are read and costs changed; nil for those with an implementation of their own.
    var alterations: (texts: [TextAlteration], costs: [CostAlteration])? {
      switch self {
      case .dependsOnOrder, .leaksPadding, .leaksBatch, .prefersLength, .punishesDuplicates,
        .isCaseSensitive, .countsCodePoints, .prefersSpelling, .flipsSign, .answersNaN,
        .cachesStale, .ignoresLastWord, .truncatesEarly, .isHomophoneBlind, .drifts:
        nil
      case .isConstant: ([], [.constant(1)])
      case .isRandom: ([], [.random])
      case .isRandomPerCall: ([], [.callNoise(5)])
      case .isSaltedPerProcess: ([], [.saltedNoise(1)])
      case .cutsAfterTwelve: ([.cutAfter(12)], [])
      case .cutsAfterForty: ([.cutAfter(40)], [])
      case .readsLastTen: ([.cutBefore(10)], [])
      case .leavesOutMiddle: ([.leavesOutMiddle(8)], [])
      case .cutsBytes: ([.cutBytes(100)], [])
      case .ignoresFirstWord: ([.ignoresFirst], [])
      case .ignoresThirdWord: ([.ignoresPlace(2)], [])
      case .ignoresEveryFifth: ([.ignoresEvery(5)], [])
      case .collapsesRepeats: ([.collapsesRepeats], [])
      case .readsEachWordOnce: ([.readsEachWordOnce], [])
      case .ignoresShortWords: ([.ignoresShort(2)], [])
      case .ignoresStopWords: ([.ignoresStopWords], [])
      case .ignoresDigits: ([.ignoresDigits], [])
      case .ignoresNonASCII: ([.ignoresNonASCII], [])
      case .ignoresOrder: ([.ignoresOrder], [])
      case .ignoresVowels: ([.ignoresVowels], [])
      case .cutsWords: ([.cutsWords(3)], [])
      case .prefersEmpty: ([], [.empty(-100)])
      case .countsBlanks: ([], [.perBlank(0.5)])
      case .countsMarks: ([], [.perMark(-20)])
      case .countsDigits: ([], [.perDigit(-20)])
      case .countsNonASCII: ([], [.perNonASCII(-20)])
      case .losesNonASCII: ([], [.perNonASCII(.nan)])
      case .saturates: ([], [.saturated(1)])
      case .leapsBeyondFifteen: ([], [.beyond(words: 15, -1e4)])
      case .isHuge: ([], [.scaled(1e200)])
      case .isTiny: ([], [.scaled(1e-12)])
      case .isShifted: ([], [.shifted(1e13)])
      case .isRounded: ([], [.rounded(4)])
      case .prefersShort: ([], [.perWord(2)])
      case .isRanked: ([], [.ranked])
      case .isRelative: ([], [.relative])
      case .spoilsEvery64th: ([], [.everyText(64, 1)])
      case .failsInCrowds: ([], [.crowded(200, 1)])
      case .countsLists: ([], [.perList(0.01)])
      case .isInfinite: ([], [.infinite(60)])
      case .losesCosts: ([], [.losesLast(4)])
      case .forgetsEveryThird: ([], [.everyCall(3, 1)])
      case .prefersDuplicates: ([], [.perCopy(-1)])
      case .ignoresBehindComma: ([.ignoresBehindComma], [])
      case .ignoresOneWord: ([.ignoresWord("the")], [])
      case .cutsSixtyBytes: ([.cutBytes(60)], [])
      case .swapsNeighbors: ([], [.swapped])
      case .sortsTexts: ([], [.sorted])
      case .remembersPreviousCall: ([], [.previousCall(0.01)])
      case .cachesByHash: ([], [.hashed(4096)])
      case .spoilsEverySecond: ([], [.everyText(2, 0.3)])
      }
    }
  }

  package let defect: Defect
  private let healthy: HealthyModel
  private let memory = CallMemory()
  /// The altered model, for defects that alter a model.
  private let altered: AlteredModel?

  /// - Parameter healthy: what to spoil.
  package init(_ defect: Defect, of healthy: HealthyModel) {
    self.defect = defect
    self.healthy = healthy
    altered = defect.alterations.map {
      AlteredModel("broken: \(defect.rawValue)", of: healthy, texts: $0.texts, costs: $0.costs)
    }
  }

  package var identity: ModelIdentity {
    ModelIdentity(
      name: "broken: \(defect.rawValue)", summary: "deliberately broken: \(defect.rawValue)",
      digest: .sha256(of: "\(defect.rawValue) \(healthy.identity.digest)"))
  }

  package func anotherInstance() throws(RescoringError) -> (any RescoringModel)? {
    try altered?.anotherInstance()
  }

  package func costs(for lists: [NBestList]) throws(RescoringError) -> [[Double]] {
    if let altered { return try altered.costs(for: lists) }
    switch defect {
    case .dependsOnOrder:
      return try healthy.costs(for: lists).map { row in
        row.enumerated().map { place, cost in cost + 0.01 * Double(place) }
      }
    case .leaksPadding:
      let longest = lists.flatMap(\.texts).map(\.spacedWords.count).max() ?? 0
      return try spoil(lists) { text, cost in
        cost + 0.01 * Double(longest - text.spacedWords.count)
      }
    case .leaksBatch:
      let count = lists.reduce(0) { $0 + $1.count }
      return try spoil(lists) { _, cost in cost + 0.01 * Double(count) }
    case .prefersLength:
      return try spoil(lists) { text, cost in cost - 0.05 * Double(text.utf8.count) }
    case .punishesDuplicates:
      let costs = try healthy.costs(for: lists)
      return zip(lists, costs).map { list, row in
        row.indices.map { row[$0] + (list.texts[..<$0].contains(list[$0].text) ? 1 : 0) }
      }
    case .isCaseSensitive:
      return try spoil(lists) { text, cost in cost + Double(text.count { $0.isUppercase }) }
    case .countsCodePoints:
      return try spoil(lists) { text, cost in cost + 0.1 * Double(text.unicodeScalars.count) }
    case .prefersSpelling:
      return try spoil(lists) { text, cost in
        cost + 3 * Double(text.spacedWords.count { healthy.sounds.representative(of: $0) != $0 })
      }
    case .flipsSign:
      return try healthy.costs(for: lists).map { row in row.map { -$0 } }
    case .answersNaN:
      return try spoil(lists) { text, cost in
        text.spacedWords.contains { $0.count == 4 && $0.hasPrefix("t") } ? .nan : cost
      }
    case .cachesStale:
      return try spoil(lists) { text, cost in
        memory.remembered(cost, for: [text.spacedWords.count, text.utf8.count])
      }
    case .ignoresLastWord:
      return try healthy.costs(for: lists.map { edited($0) { $0.dropLast() } })
    case .truncatesEarly:
      return try healthy.costs(
        for: lists.map { edited($0) { $0.count >= 6 ? $0.prefix(5) : $0[...] } })
    case .isHomophoneBlind:
      return try unigramCosts(for: lists)
    case .drifts:
      let call = Double(memory.nextCall())
      return try spoil(lists) { _, cost in cost + 0.01 * call * call }
    case .isConstant, .isRandom, .isRandomPerCall, .isSaltedPerProcess, .cutsAfterTwelve,
      .cutsAfterForty, .readsLastTen, .leavesOutMiddle, .cutsBytes, .ignoresFirstWord,
      .ignoresThirdWord, .ignoresEveryFifth, .collapsesRepeats, .readsEachWordOnce,
      .ignoresShortWords, .ignoresStopWords, .ignoresDigits, .ignoresNonASCII, .ignoresOrder,
      .ignoresVowels, .cutsWords, .prefersEmpty, .countsBlanks, .countsMarks, .countsDigits,
      .countsNonASCII, .losesNonASCII, .saturates, .leapsBeyondFifteen, .isHuge, .isTiny,
      .isShifted, .isRounded, .prefersShort, .isRanked, .isRelative, .spoilsEvery64th,
      .failsInCrowds, .countsLists, .isInfinite, .losesCosts, .forgetsEveryThird,
      .prefersDuplicates, .ignoresBehindComma, .ignoresOneWord, .cutsSixtyBytes, .swapsNeighbors,
      .sortsTexts, .remembersPreviousCall, .cachesByHash, .spoilsEverySecond:
      preconditionFailure("these are alterations")
    }
  }

  private func spoil(
    _ lists: [NBestList], _ change: (String, Double) -> Double
  ) throws(RescoringError) -> [[Double]] {
    zip(lists, try healthy.costs(for: lists)).map { list, row in
      zip(list.texts, row).map { change($0, $1) }
    }
  }

  private func edited(
    _ list: NBestList, _ change: ([String]) -> some Sequence<String>
  ) -> NBestList {
    NBestList(
      list.hypotheses.map {
        Hypothesis(
          text: change($0.text.spacedWords).joined(separator: " "), costs: $0.costs)
      })
  }

  /// The sum over the words of what each alone, by its sound, costs the healthy model.
  private func unigramCosts(for lists: [NBestList]) throws(RescoringError) -> [[Double]] {
    var costs: [[Double]] = []
    for list in lists {
      var row: [Double] = []
      for text in list.texts {
        let words = text.spacedWords.map {
          Hypothesis(
            text: healthy.sounds.representative(of: $0), costs: FirstPassCosts(total: 0))
        }
        row.append(
          words.isEmpty ? 0 : try healthy.costs(for: [NBestList(words)])[0].reduce(0, +))
      }
      costs.append(row)
    }
    return costs
  }
}
