/// Words dropped, inserted and said twice, as confusions.
public enum WordEdits {
  /// What speakers put between words, the commonest first.
  public static let fillers = ["uh", "um", "the", "a", "and", "you know", "i mean", "like"]

  /// Every word may go.
  public static func drops() -> some PhraseConfuser {
    ConfusionFunction { _ in PhraseAlternatives([.init("")]) }
  }

  /// Behind every word another may come.
  public static func insertions(of fillers: [String] = fillers) -> some PhraseConfuser {
    precondition(!fillers.isEmpty, "something to insert")
    return ConfusionFunction { word in
      PhraseAlternatives(fillers.map { .init("\(word) \($0)") })
    }
  }

  /// Every word may come twice.
  public static func repetitions() -> some PhraseConfuser {
    ConfusionFunction { word in PhraseAlternatives([.init("\(word) \(word)")]) }
  }
}
