import BundledLexicons
import Foundation
import Lexicons

// How well and how fast the bundled model says the tenth of CMUdict that it never saw, on one core.

/// Seconds of processor time so far; POSIX counts a million a second.
func processorTime() -> Double { Double(clock()) / 1_000_000 }

let lexicon = try BundledLexicon.read()
let opening = processorTime()
let model = try BundledLexicon.pronunciationModel()
let opened = processorTime() - opening
let errors = PronunciationErrors(of: model, on: lexicon, where: HeldOutWords.contains)
let words = (0..<lexicon.wordCount).map { lexicon.word($0) }.filter(HeldOutWords.contains)
var rates: [Double] = []
for _ in 0..<5 {
  let start = processorTime()
  var said = 0
  for word in words where !model.pronunciations(of: word).isEmpty { said += 1 }
  precondition(said == words.count)
  rates.append(Double(words.count) / (processorTime() - start))
}
print("n-grams            \(model.ngramCount), order \(model.order)")
print("opened in          \(String(format: "%.2f", opened)) s")
print("held-out words     \(errors.words)")
print("phone errors       \(String(format: "%.2f", 100 * errors.phoneErrorRate)) %")
print("word errors        \(String(format: "%.2f", 100 * errors.wordErrorRate)) %")
print("words a second     \(Int(rates.sorted()[2]))")
