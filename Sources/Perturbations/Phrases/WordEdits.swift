/// Dropped, inserted and repeated words, as confusions.
package enum WordEdits {
  /// Words that speakers put between others, most frequent first.
  package static let fillers = ["uh", "um", "the", "a", "and", "you know", "i mean", "like"]

  /// Every word may be dropped.
  package static func drops() -> some PhraseConfuser {
    ConfusionFunction { _ in PhraseAlternatives([.init("")]) }
  }

  /// Another word may be inserted after every word.
  package static func insertions(of fillers: [String] = fillers) -> some PhraseConfuser {
    precondition(!fillers.isEmpty, "something to insert")
    return ConfusionFunction { word in
      PhraseAlternatives(fillers.map { .init("\(word) \($0)") })
    }
  }

  /// Every word may be repeated.
  package static func repetitions() -> some PhraseConfuser {
    ConfusionFunction { word in PhraseAlternatives([.init("\(word) \(word)")]) }
  }
}
