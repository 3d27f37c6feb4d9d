import AdapterEngine
import BERTRescoring
import Testing

struct WordPieceTrainerTests {
  @Test func `frequent neighbors merge first`() throws {
    let counts = ["hug": 10, "pug": 5, "pun": 12, "bun": 4, "hugs": 5]
    let vocabulary = try WordPieceTrainer(size: 5 + 2 * 68 + 4).train(on: counts)
    // Counts of pairs: ##u ##g 20, ##u ##n 16, h ##ug 15 against h ##u 15 before; p ##un 12.
    #expect(Array(vocabulary.pieces.suffix(4)) == ["##ug", "##un", "hug", "pun"])
  }

  @Test func `training equals merging by recounting everything each time`() throws {
    var generator = CounterGenerator(seed: 4)
    var counts: [String: Int] = [:]
    for _ in 0..<300 {
      let letters = (0..<(2 + generator.below(6))).map { _ in
        Character(Unicode.Scalar(UInt8(97 + generator.below(5))))
      }
      counts[String(letters), default: 0] += 1 + generator.below(9)
    }
    let vocabulary = try WordPieceTrainer(size: 260).train(on: counts)
    #expect(vocabulary.pieces == Self.recounted(counts, size: 260, alphabet: vocabulary.pieces))
  }

  /// The same algorithm at its slowest.
  private static func recounted(
    _ counts: [String: Int], size: Int, alphabet: [String]
  ) -> [String] {
    var pieces = alphabet.filter {
      $0.count == 1 || WordPieceVocabulary.specials.contains($0)
        || ($0.hasPrefix("##") && $0.count == 3)
    }
    var words = counts.map { word, count in
      (word.enumerated().map { $0 == 0 ? "\($1)" : "##\($1)" }, count)
    }
    while pieces.count < size {
      var pairs: [[String]: Int] = [:]
      for (word, count) in words {
        for pair in zip(word, word.dropFirst()) { pairs[[pair.0, pair.1], default: 0] += count }
      }
      let order = { (pair: [String]) in pair.map { pieces.firstIndex(of: $0)! } }
      guard
        let best = pairs.max(by: {
          ($0.value, order($1.key)[0], order($1.key)[1])
            < ($1.value, order($0.key)[0], order($0.key)[1])
        }), best.value >= 2
      else { break }
      let merged = best.key[0] + best.key[1].dropFirst(2)
      if !pieces.contains(merged) { pieces.append(merged) }
      words = words.map { word, count in
        var result: [String] = []
        var index = 0
        while index < word.count {
          if index + 1 < word.count, word[index] == best.key[0], word[index + 1] == best.key[1] {
            result.append(merged)
            index += 2
          } else {
            result.append(word[index])
            index += 1
          }
        }
        return (result, count)
      }
    }
    return pieces
  }
}
