import AdapterEngine
import BERTRescoring
import Foundation

/// Models and texts small enough to train in a test.
enum TinyModels {
  static let words = """
    the there their they tell her here over by weir where wear we're a to too two see sea right \
    write it was in on and
    """.split(separator: " ").map(String.init)

  static func tokenizer() throws -> WordPieceTokenizer {
    let counts = Dictionary(uniqueKeysWithValues: words.enumerated().map { ($1, 100 - $0) })
    return WordPieceTokenizer(vocabulary: try WordPieceTrainer(size: 220).train(on: counts))
  }

  /// One whose vocabulary has punctuation marks.
  static func punctuatingTokenizer() throws -> WordPieceTokenizer {
    let pieces = try tokenizer().vocabulary.pieces
    let marks = [".", ",", "!"].filter { !pieces.contains($0) }
    return WordPieceTokenizer(vocabulary: try WordPieceVocabulary(pieces: pieces + marks))
  }

  static func shape(_ tokenizer: WordPieceTokenizer, dropout: Float = 0.1) -> BERTConfiguration {
    BERTConfiguration(
      vocabularySize: tokenizer.vocabulary.count, hiddenSize: 32, layers: 2, heads: 2,
      intermediateSize: 64, maximumPositions: 24, dropout: dropout)
  }

  static func languageModel(seed: UInt64 = 7) throws -> MaskedLanguageModel {
    let tokenizer = try tokenizer()
    return MaskedLanguageModel(
      configuration: shape(tokenizer), tokenizer: tokenizer, seed: seed)
  }

  static func rescorer(
    seed: UInt64 = 7, threads: Int = 1, precision: ProductPrecision = .single
  ) throws -> RescoreBERT {
    let model = try languageModel(seed: seed)
    return RescoreBERT(
      name: "tiny", summary: "random", configuration: model.configuration,
      tokenizer: model.tokenizer, textForm: .spoken, store: model.store, threads: threads,
      precision: precision, headSeed: seed)
  }

  /// Sentences of the words above.
  static func sentences(_ count: Int, seed: UInt64) -> [[String]] {
    var generator = CounterGenerator(seed: seed)
    return (0..<count).map { _ in
      (0..<3 + Int(generator.next() % 6)).map { _ in
        words[Int(generator.next() % UInt64(words.count))]
      }
    }
  }

  /// Runs `body` with the path of a folder that goes away afterwards.
  static func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("bert-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try body(folder)
  }
}
