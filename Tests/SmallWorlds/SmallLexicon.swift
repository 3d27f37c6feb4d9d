package import Lexicons
package import Perturbations
package import Rescoring

extension SmallWorld {
  /// The same homophones as ``candidates``, as a lexicon.
  ///
  /// - Parameter more: lines to add.
  package static func index(
    reading marks: PhoneMarks = .kept, adding more: String = ""
  ) throws -> HomophoneIndex {
    let entries = """
      there  DH EH1 R
      their  DH EH1 R
      they're  DH EH1 R
      we're  W IH1 R
      weir  W IH1 R
      to  T UW1
      too  T UW1
      two  T UW1
      hear  HH IY1 R
      here  HH IY1 R
      sea  S IY1
      see  S IY1
      by  B AY1
      buy  B AY1
      bye  B AY1
      no  N OW1
      know  N OW1
      right  R AY1 T
      write  R AY1 T
      hello  HH AH0 L OW1
      """
    return HomophoneIndex(
      try Lexicon(text: entries + "\n" + more, path: "small", format: .cmudict, marks: marks))
  }

  /// The homophones of ``index()``, however rare.
  package static func kit(
    reading marks: PhoneMarks = .kept, adding more: String = "", languageModel: NGramModel? = nil,
    _ change: (inout PerturbationSettings) -> Void = { _ in }
  ) throws -> PerturbationKit {
    var settings = PerturbationSettings()
    settings.minimumFrequency = 0
    change(&settings)
    return PerturbationKit(
      try index(reading: marks, adding: more), languageModel: languageModel, settings: settings)
  }
}
