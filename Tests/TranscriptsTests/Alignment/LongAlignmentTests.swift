import Artifacts
import Foundation
import Testing
import Transcripts

/// Texts that are too long for a table are aligned in parts, and as well as with a table.
@Suite struct `Long texts` {
  /// A text, and what became of it where each word is lost, changed or followed by another with some chance.
  private func pair(words: Int, errors: Double, seed: UInt64) -> ([UInt32], [UInt32]) {
    var random = SplitMix64(seed: seed)
    let said = (0..<words).map { _ in UInt32(random.below(3_000)) }
    var heard: [UInt32] = []
    for word in said {
      switch random.unit() / errors {
      case ..<0.4: heard.append(UInt32(random.below(3_000)))
      case ..<0.7: continue
      case ..<1: heard += [word, UInt32(random.below(3_000))]
      default: heard.append(word)
      }
    }
    return (said, heard)
  }

  /// The least cost, row by row over the whole table.
  private func cost(_ said: [UInt32], _ heard: [UInt32], substitution: Int, gap: Int) -> Int {
    var costs = (0...heard.count).map { $0 * gap }
    said.withUnsafeBufferPointer { said in
      heard.withUnsafeBufferPointer { heard in
        costs.withUnsafeMutableBufferPointer { costs in
          for row in 0..<said.count {
            var diagonal = costs[0]
            costs[0] = (row &+ 1) &* gap
            for column in 0..<heard.count {
              let up = costs[column &+ 1]
              let changed = diagonal &+ (said[row] == heard[column] ? 0 : substitution)
              costs[column &+ 1] = min(changed, up &+ gap, costs[column] &+ gap)
              diagonal = up
            }
          }
        }
      }
    }
    return costs[heard.count]
  }

  @Test(arguments: [(0.02, 1), (0.3, 2), (0.9, 3)] as [(Double, UInt64)])
  func `are aligned as a table would align them`(errors: Double, seed: UInt64) {
    let (said, heard) = pair(words: 8_600, errors: errors, seed: seed)
    let unit = WordAlignment(reference: said, hypothesis: heard)
    let least = cost(said, heard, substitution: 1 << 20 + 1, gap: 1 << 20)
    #expect(unit.edits == least >> 20)
    #expect(unit.substitutions == least & (1 << 20 - 1))
    #expect(unit.edits == WordDistance.edits(said, heard))
    let sclite = WordAlignment(reference: said, hypothesis: heard, weights: .sclite)
    #expect(
      4 * sclite.substitutions + 3 * (sclite.deletions + sclite.insertions)
        == cost(said, heard, substitution: 4, gap: 3))
    for alignment in [unit, sclite] {
      #expect(alignment.hits + alignment.substitutions + alignment.deletions == said.count)
      #expect(alignment.hits + alignment.substitutions + alignment.insertions == heard.count)
    }
  }

  @Test func `of 300,000 words with few errors take no time worth speaking of`() {
    let (said, heard) = pair(words: 300_000, errors: 0.002, seed: 4)
    let begin = ContinuousClock.now
    let alignment = WordAlignment(reference: said, hypothesis: heard)
    #expect(alignment.edits == WordDistance.edits(said, heard))
    #expect(alignment.edits > 400)
    // A table would take 90 billion steps. Under a sanitizer these take a hundred times as long.
    let isSanitized = ProcessInfo.processInfo.environment["MONDEGREEN_SANITIZER"] != nil
    #expect(ContinuousClock.now - begin < .seconds(isSanitized ? 3_600 : 120))
  }
}
