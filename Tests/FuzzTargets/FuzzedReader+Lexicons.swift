import Artifacts
import Foundation
import Lexicons
import Perturbations
import Rescoring
import Transcripts

extension FuzzedReader {
  static let lexiconReaders: [(name: String, making: Making)] =
    [
      ("lexicons", lexicons), ("frequencies", frequencies), ("pronunciations", pronunciations),
      ("index", index), ("confusions", confusions), ("arpa", arpa), ("packed-n-gram", packed),
    ]
    + ["pack.txt", "function-words.txt", "fillers.txt", "elisions.txt"].map(languagePack)

  private static let lexicons: Making = { folder in
    let seeds = [
      "THERE  DH EH1 R\nTHEIR(2)  DH EH1 R # a note\n;;; a comment\n",
      "there 0.5 DH EH1 R\ntheir 1 DH EH1 R\n", "naïve\tn a i v\nété\te t e\n",
      "sea\t/siː/, /si/\n", "there\t0.99\t0.2\t1.0\t1.0\tð ɛ ɹ\n",
    ]
    return FuzzedReader(texts: seeds, at: folder + "/input") { path in
      for format in LexiconFormat.allCases { _ = try? Lexicon(contentsOf: path, format: format) }
    }
  }

  private static let frequencies: Making = { folder in
    FuzzedReader(
      texts: ["the\t100\nsea\t3\n", "the 100\nsea 3\n"], at: folder + "/input"
    ) { _ = try? WordFrequencies(contentsOf: $0) }
  }

  private static func languagePack(_ file: String) -> (name: String, making: Making) {
    let making: Making = { folder in
      try Data("language: de\n".utf8).write(to: URL(fileURLWithPath: folder + "/pack.txt"))
      let seed = try bytes("Lexicons/Data/Languages/de/" + file)
      return FuzzedReader([seed], at: folder + "/" + file) { _ in
        _ = try? LanguagePack(contentsOf: folder)
      }
    }
    return ("language-" + file, making)
  }

  private static let pronunciations: Making = { folder in
    let lexicon = try Lexicon(
      text: "shoe\tʃ u\nash\ta ʃ\nox\to k s\nhat\th a t\n", path: "small", format: .wikipron)
    let path = folder + "/model.g2p"
    try PronunciationTraining().learn(from: lexicon).write(to: path)
    let seed = [UInt8](try ArtifactFile.contents(of: path))
    return FuzzedReader([seed, [UInt8](Gzip.compress(Data(seed)))], at: path) {
      _ = try? PronunciationModel(contentsOf: $0).pronunciations(of: "shox", limit: 3)
    }
  }

  private static let index: Making = { folder in
    let lexicon = folder + "/lexicon.txt"
    try Data("there DH EH1 R\ntheir DH EH1 R\nsea S IY1\nsee S IY1\n".utf8)
      .write(to: URL(fileURLWithPath: lexicon))
    @Sendable func open(_ path: String) -> LexiconIndex? {
      try? LexiconIndex.open(lexicon: lexicon, format: .kaldi, frequencies: nil, at: path)
    }
    let path = folder + "/index"
    _ = open(path)
    return FuzzedReader([[UInt8](try ArtifactFile.contents(of: path))], at: path) {
      _ = open($0)?.homophones.candidates(for: "there")
    }
  }

  private static let confusions: Making = { folder in
    let corpus = try Corpus(
      text: String(decoding: lines("Corpora/Data/messaging-dev.jsonl.gz", 20), as: UTF8.self),
      path: "dev")
    let words = folder + "/words.txt"
    try Data("there DH EH1 R\n".utf8).write(to: URL(fileURLWithPath: words))
    let lexicon = try Lexicon(contentsOf: words, format: .kaldi)
    let path = folder + "/model.json"
    try ConfusionModel(learnedFrom: corpus, lexicon: lexicon, hypothesesPerList: 5).write(to: path)
    return FuzzedReader([[UInt8](try ArtifactFile.contents(of: path))], at: path) {
      _ = try? ConfusionModel(contentsOf: $0)
    }
  }

  private static let arpa: Making = { folder in
    let seed = """
      \\data\\
      ngram 1=4
      ngram 2=2
      ngram 3=1

      \\1-grams:
      -1.0\t<s>\t-0.3
      -1.2\t</s>
      -0.8\tsee\t-0.2
      -0.9\tsea

      \\2-grams:
      -0.4\t<s> see\t-0.1
      -0.5\tsee </s>

      \\3-grams:
      -0.2\t<s> see </s>

      \\end\\

      """
    return FuzzedReader(texts: [seed], at: folder + "/input") {
      _ = (try? BackoffModel(arpa: $0))?.cost(ofNormalized: "see sea")
    }
  }

  private static let packed: Making = { folder in
    let seed = Array(try bytes("Lexicons/Data/english.lm.gz").prefix(20_000))
    return FuzzedReader([seed], at: folder + "/input") {
      _ = (try? BackoffModel(packed: $0, name: "fuzzed"))?.cost(ofNormalized: "see sea")
    }
  }
}
