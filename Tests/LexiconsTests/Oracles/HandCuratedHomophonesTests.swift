import BundledLexicons
import Foundation
import Lexicons
import Testing

/// A hand-curated list of homophone sets, a set a line with commas, named by the environment variable
/// `MONDEGREEN_HOMOPHONE_SETS`; without it the test is skipped.
@Suite struct `A hand-curated list of homophones` {
  static let path = ProcessInfo.processInfo.environment["MONDEGREEN_HOMOPHONE_SETS"]

  @Test(.enabled(if: path != nil, "MONDEGREEN_HOMOPHONE_SETS names no list"))
  func `is found nearly whole, and wholly but for dialects with near-homophones`() throws {
    let text = try String(contentsOfFile: try #require(Self.path), encoding: .utf8)
    let near = CMUdict.nearHomophones
    var pairs = 0
    var found = 0
    var nearly: [String] = []
    // In each accent, beside CMUdict's own.
    let accented = try Accent.allCases.map {
      HomophoneIndex(try BundledLexicon.read(in: [$0]), frequencies: CMUdict.frequencies)
    }
    var inAccents = 0
    var missed: [String] = []
    for line in text.split(separator: "\n") {
      let set = line.split(separator: ",").map {
        $0.trimmingCharacters(in: .whitespaces).lowercased()
      }
      for (place, first) in set.enumerated() where CMUdict.lexicon.contains(first) {
        for second in set.dropFirst(place + 1)
        where second != first && CMUdict.lexicon.contains(second) {
          pairs += 1
          if accented.contains(where: { $0.areHomophones(first, second) }) { inAccents += 1 }
          if CMUdict.homophones.areHomophones(first, second) {
            found += 1
          } else if near.candidates(for: first, minimumCount: 0).contains(where: {
            $0.word == second
          }) {
            nearly.append("\(first)/\(second)")
          } else {
            missed.append("\(first)/\(second)")
          }
        }
      }
    }
    let recall = Double(found) / Double(pairs)
    let nearRecall = Double(found + nearly.count) / Double(pairs)
    print("homophone pairs: \(pairs), found \(recall), with near ones \(nearRecall)")
    print("in CMUdict or in one of \(accented.count) accents: \(Double(inAccents) / Double(pairs))")
    print("one phone apart (dialect mergers, reductions): \(nearly.joined(separator: " "))")
    print("missed: \(missed.joined(separator: " "))")
    #expect(pairs > 500)
    #expect(recall >= 0.85)
    #expect(inAccents > found)
    #expect(nearRecall >= 0.95)
  }
}
