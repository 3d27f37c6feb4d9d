import AdapterEngine
import BERTRescoring
import BundledCorpora
import Foundation
import Rescoring
import Transcripts

/// Real recognizer output: the first ten different hypotheses of lists of the bundled test corpora.
struct Workload {
  /// How long the texts are.
  enum Lengths: String {
    /// One utterance, as the corpora have them.
    case utterances
    /// One, two and three utterances of one corpus in turn, as a segmenter by pauses cuts speech: the
    /// lengths (8 to 40 word pieces, 22 in the mean) that the goals were set with.
    case segments
  }

  let lists: [TrainingList]

  /// Lists of both corpora in turn, so that lengths mix.
  init(_ lengths: Lengths, count: Int) throws {
    let corpora = try [BundledCorpus.narrativeTest, .messagingTest].map { corpus in
      let lists = try corpus.read().utterances.compactMap(Self.list)
      return lengths == .utterances ? lists : Self.segments(of: lists)
    }
    var lists: [TrainingList] = []
    for index in 0..<corpora.map(\.count).min()! {
      lists += corpora.map { $0[index] }
    }
    self.lists = Array(lists.prefix(count))
  }

  /// Nil for an utterance with fewer than ten different texts.
  private static func list(_ utterance: Utterance) -> TrainingList? {
    let all = TrainingList(utterance)
    var seen: Set<String> = []
    let kept = (0..<all.hypotheses.count).filter {
      seen.insert(all.hypotheses[$0].text).inserted
    }.prefix(10)
    guard kept.count == 10 else { return nil }
    return TrainingList(
      hypotheses: NBestList(kept.map { all.hypotheses[$0] }), errors: kept.map { all.errors[$0] },
      referenceWords: all.referenceWords)
  }

  /// Neighboring lists joined, hypothesis by hypothesis: one, two, three, one, two and so on.
  private static func segments(of lists: [TrainingList]) -> [TrainingList] {
    var segments: [TrainingList] = []
    var left = lists[...]
    while left.count >= segments.count % 3 + 1 {
      let parts = left.prefix(segments.count % 3 + 1)
      left = left.dropFirst(parts.count)
      let hypotheses = (0..<10).map { rank in
        Hypothesis(
          text: parts.map { $0.hypotheses[rank].text }.joined(separator: " "),
          costs: FirstPassCosts(total: 0))
      }
      segments.append(
        TrainingList(
          hypotheses: NBestList(hypotheses),
          errors: (0..<10).map { rank in parts.reduce(0) { $0 + $1.errors[rank] } },
          referenceWords: parts.reduce(0) { $0 + $1.referenceWords }))
    }
    return segments
  }

  var hypotheses: Int { lists.count * 10 }

  /// The token ids of every hypothesis, list after list.
  func tokens(_ tokenizer: WordPieceTokenizer) -> [[[Int32]]] {
    lists.map { list in
      list.hypotheses.texts.map { tokenizer.sequence(of: $0, limit: 512) }
    }
  }

  /// The texts, and their token ids and word errors, which are what the Python peers read.
  private struct File: Codable {
    let texts: [[String]]
    let errors: [[Int]]
    var tokens: [[[Int32]]]?
  }

  func write(to path: String, _ tokenizer: WordPieceTokenizer) throws {
    let file = File(
      texts: lists.map(\.hypotheses.texts), errors: lists.map(\.errors),
      tokens: tokens(tokenizer))
    try JSONEncoder().encode(file).write(to: URL(fileURLWithPath: path))
  }

  /// What ``write(to:_:)`` wrote.
  init(path: String) throws {
    let file = try JSONDecoder().decode(
      File.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    lists = zip(file.texts, file.errors).map { texts, errors in
      TrainingList(
        hypotheses: NBestList(
          texts.map { Hypothesis(text: $0, costs: FirstPassCosts(total: 0)) }),
        errors: errors, referenceWords: 1)
    }
  }
}
