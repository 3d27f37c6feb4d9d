import BundledLexicons
import Lexicons

/// The bundled lexicon, read once for all tests.
enum CMUdict {
  static let lexicon = try! BundledLexicon.load()
  static let frequencies = try! BundledLexicon.loadFrequencies()
  static let homophones = HomophoneIndex(lexicon, frequencies: frequencies)
  static let nearHomophones = NearHomophones(lexicon, frequencies: frequencies)
}
