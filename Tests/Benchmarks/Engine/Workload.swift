import AdapterEngine
import BERTRescoring
import BundledCorpora
import Foundation
import Rescoring
import Transcripts

/// Real recogniser output: the first ten different hypotheses of lists of the bundled test corpora.
struct Workload {
  let lists: [TrainingList]

  /// Lists of both corpora in turn, so that lengths mix.
  init(count: Int) throws {
    let corpora = try [BundledCorpus.narrativeTest, .messagingTest].map { corpus in
      try corpus.read().utterances.compactMap(Self.list)
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

  var hypotheses: Int { lists.count * 10 }

  /// The token ids of every hypothesis, list after list.
  func tokens(_ tokenizer: WordPieceTokenizer) -> [[[Int32]]] {
    lists.map { list in
      list.hypotheses.texts.map { tokenizer.sequence(of: $0, limit: 512) }
    }
  }

  /// What the Python peers read: token ids and word errors.
  func write(to path: String, _ tokenizer: WordPieceTokenizer) throws {
    struct File: Encodable {
      let tokens: [[[Int32]]]
      let errors: [[Int]]
    }
    let file = File(tokens: tokens(tokenizer), errors: lists.map(\.errors))
    try JSONEncoder().encode(file).write(to: URL(fileURLWithPath: path))
  }
}
