import BundledLexicons
import Lexicons

/// The bundled lexicon, read once for all tests.
enum CMUdict {
  static let lexicon = try! BundledLexicon.read()
  static let frequencies = try! BundledLexicon.readFrequencies()
  static let homophones = HomophoneIndex(lexicon, frequencies: frequencies)
  static let nearHomophones = NearHomophones(lexicon, frequencies: frequencies)
}
