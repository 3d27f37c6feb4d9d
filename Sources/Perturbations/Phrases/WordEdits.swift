/// Words dropped, inserted and said twice, as confusions.
package enum WordEdits {
  /// What speakers put between words, the commonest first.
  package static let fillers = ["uh", "um", "the", "a", "and", "you know", "i mean", "like"]

  /// Every word may go.
  package static func drops() -> some PhraseConfuser {
    ConfusionFunction { _ in PhraseAlternatives([.init("")]) }
  }

  /// Behind every word another may come.
  package static func insertions(of fillers: [String] = fillers) -> some PhraseConfuser {
    precondition(!fillers.isEmpty, "something to insert")
    return ConfusionFunction { word in
      PhraseAlternatives(fillers.map { .init("\(word) \($0)") })
    }
  }

  /// Every word may come twice.
  package static func repetitions() -> some PhraseConfuser {
    ConfusionFunction { word in PhraseAlternatives([.init("\(word) \(word)")]) }
  }
}
