import Algorithms
import ArgumentParser
import BundledLexicons
import Lexicons
import Transcripts

extension LexiconOptions {
  /// Refuses `--g2p` in commands that know only the words of the lexicon.
  func expectNoModel() throws {
    guard g2p != nil else { return }
    throw ValidationError(
      "--g2p: expected none here, where only words of the lexicon count; mondegreen lexicon pronounce says how others "
        + "are pronounced")
  }

  /// Whether all words must be known before the first can be said.
  var asksOnce: Bool {
    if case .espeak = g2p { true } else { false }
  }

  /// The model that says words the lexicon lacks, where it is a model of ours.
  ///
  /// - Throws: `PronunciationModelError` for a file that is none, and a ``CommandFailure`` for one that says none of
  ///   the lexicon's phones.
  func pronunciationModel(for lexicon: Lexicon) throws -> PronunciationModel? {
    switch g2p {
    case PronunciationChoice.none?, .espeak: return nil
    case .file(let path):
      let model = try PronunciationModel(contentsOf: path)
      guard model.fits(lexicon) else {
        throw CommandFailure(
          .badData,
          "\(path): expected a model that says phones of \(lexicon.name), found one of \(model.name)"
        )
      }
      return model
    case nil:
      // Every lexicon in CMUdict's format may be CMUdict.
      guard lexicon.format == .cmudict else { return nil }
      let model = try BundledLexicon.pronunciationModel()
      return model.lexicon == lexicon.digest ? model : nil
    }
  }

  /// Pronunciations of the corpora's words that the lexicon lacks; counts them on standard error.
  func pronounced(_ corpora: [Corpus], in lexicon: Lexicon) throws -> PronouncedWords {
    let words = Array(
      corpora.flatMap { $0.hypothesisKeys() }.uniqued().filter { !lexicon.contains($0) })
    guard !words.isEmpty else { return .none }
    let pronounced: PronouncedWords
    if case .espeak(let voice) = g2p {
      pronounced = try PronouncedWords(words, from: EspeakTranscriber(voice: voice), in: lexicon)
    } else if let model = try pronunciationModel(for: lexicon) {
      pronounced = try PronouncedWords(words, from: model, in: lexicon)
    } else {
      return .none
    }
    if let message = pronounced.message { Terminal.complain(message) }
    return pronounced
  }

  /// Pronunciations of words as they come.
  func pronouncedOnDemand(in lexicon: Lexicon) throws -> PronouncedWords {
    try pronunciationModel(for: lexicon).map { PronouncedWords(from: $0, in: lexicon) } ?? .none
  }
}
