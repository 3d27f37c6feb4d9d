import Foundation
import PropertyTesting
import Transcripts

/// Pairs of texts of 20 words: the hypothesis is the reference with a few errors. The Python peers
/// read the same pairs from a file.
struct Workload {
  var references: [[UInt32]] = []
  var hypotheses: [[UInt32]] = []

  init(pairs: Int) {
    var source = ChoiceSource.random(seed: 20)
    for pair in 0..<pairs {
      // A case holds only so many choices.
      if pair % 100 == 0 { source = ChoiceSource.random(seed: UInt64(pair + 20)) }
      let reference = (0..<20).map { _ in UInt32(source.index(below: 5_000)) }
      var hypothesis: [UInt32] = []
      for word in reference {
        switch source.index(below: 20) {
        case 0: break
        case 1: hypothesis.append(UInt32(source.index(below: 5_000)))
        case 2: hypothesis += [word, UInt32(source.index(below: 5_000))]
        default: hypothesis.append(word)
        }
      }
      references.append(reference)
      hypotheses.append(hypothesis)
    }
  }

  /// Writes two lines a pair.
  func write(to path: String) throws {
    var text = ""
    for (reference, hypothesis) in zip(references, hypotheses) {
      text += reference.map(String.init).joined(separator: " ") + "\n"
      text += hypothesis.map(String.init).joined(separator: " ") + "\n"
    }
    try text.write(toFile: path, atomically: true, encoding: .utf8)
  }

  /// Writes a corpus's hypotheses, one a line, as the peers perturb them.
  static func write(_ utterances: some Sequence<Utterance>, to path: String) throws {
    let texts = utterances.flatMap { $0.nBest.texts }
    try (texts.joined(separator: "\n") + "\n").write(
      toFile: path, atomically: true, encoding: .utf8)
  }
}
