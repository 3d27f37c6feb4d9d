import Foundation
package import Lexicons
package import Rescoring

/// A first pass's language model, adapted to the ranking of junctures.
///
/// A word that the model lacks is as probable as the frequency table says, but never more probable
/// than the model makes unknown words.
package struct JunctureModel: PhraseModel {
  /// Whether the phrase is a whole text.
  package enum Place: Hashable, Sendable {
    /// The phrase is a whole text.
    case alone
    /// The phrase is somewhere inside a text.
    case inText
  }

  private let model: any LanguageModel
  private let frequencies: WordFrequencies
  private let place: Place

  package init(_ model: any LanguageModel, frequencies: WordFrequencies, place: Place) {
    self.model = model
    self.frequencies = frequencies
    self.place = place
  }

  package func entry(for word: String) -> (number: UInt32, penalty: Double) {
    let number = model.number(of: word)
    guard number == model.unknown else { return (number, 0) }
    let count = max(Double(frequencies.count(of: word)), 0.5)
    let share = log(count / Double(max(frequencies.total, 1)))
    return (number, max(0, model.logProbability(of: number) - share))
  }

  /// Inside a text, the context before the phrase is unknown.
  package var beginning: (UInt32, UInt32) {
    place == .alone ? model.beginning : (model.unknown, model.unknown)
  }

  package var end: UInt32? { place == .alone ? model.end : nil }

  package func logProbability(of word: UInt32, after first: UInt32, _ second: UInt32) -> Double {
    model.logProbability(of: word, after: first, second)
  }
}
