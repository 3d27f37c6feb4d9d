public import PropertyTesting
public import Transcripts

/// Writes the same words in another form: capitals, or other code points for the same letters.
public struct TextFormChange: Perturbation {
  /// How a text is written.
  public enum Form: String, Hashable, Sendable, Codable, CaseIterable {
    /// "TELL HER"
    case upperCase
    /// "Tell Her"
    case capitalized
    /// Letters and marks apart: "é" as e and a combining acute accent.
    case decomposed
    /// Letters and marks together.
    case composed
    /// A curly apostrophe: "we’re".
    case curlyApostrophe
    /// No apostrophe: "were" for "we're".
    case noApostrophe

    /// The forms that say the same to everybody: capitals and code points.
    public static let faithful: [Form] = [.upperCase, .capitalized, .decomposed, .composed]
    /// The ways to write an apostrophe; without one it may be another word.
    public static let apostrophes: [Form] = [.curlyApostrophe, .noApostrophe]

    /// `word` in this form.
    public func apply(to word: String) -> String {
      switch self {
      case .upperCase: word.uppercased()
      case .capitalized: word.prefix(1).uppercased() + word.dropFirst()
      case .decomposed: UnicodeForm.nfd.apply(to: word)
      case .composed: UnicodeForm.nfc.apply(to: word)
      case .curlyApostrophe: String(word.map { $0 == "'" ? "\u{2019}" : $0 })
      case .noApostrophe: word.filter { $0 != "'" }
      }
    }
  }

  /// The forms to draw from, simplest first.
  public let forms: [Form]
  public let id: String

  public init(_ id: String = "text-form", forms: [Form] = Form.faithful) {
    precondition(!forms.isEmpty, "at least one form")
    self.id = id
    self.forms = forms
  }

  public var summary: String {
    "the whole list in another form: \(forms.map(\.rawValue).joined(separator: ", "))"
  }

  public var recipe: PerturbationRecipe {
    for kind in [PerturbationKind.textForm, .apostrophes]
    where kind.rawValue == id && forms == Self.forms(of: kind) {
      return .shipped(PerturbationSettings().with(kind))
    }
    return .custom(
      CustomPerturbation(
        id: id, parameters: ["forms": forms.map(\.rawValue).joined(separator: " ")]))
  }

  private static func forms(of kind: PerturbationKind) -> [Form] {
    kind == .textForm ? Form.faithful : Form.apostrophes
  }

  public func rewriting(
    of word: String, as original: String, became replacement: String
  ) -> String? {
    let form = forms.first { $0.apply(to: original).isSameCodePoints(as: replacement) }
    return form.map { $0.apply(to: word) }.flatMap { $0.isSameCodePoints(as: word) ? nil : $0 }
  }

  /// Draws one of the forms in which the list looks different; a list of digits may have
  /// none, and stays.
  public func perturb(_ list: NBestList, source: inout ChoiceSource) -> PerturbedList {
    let rewritten = forms.map { rewrite(list, as: $0) }.filter { !$0.replacements.isEmpty }
    guard !rewritten.isEmpty else { return PerturbedList(list) }
    return rewritten[source.index(below: rewritten.count)]
  }

  private func rewrite(_ list: NBestList, as form: Form) -> PerturbedList {
    var edits = ListEdits(list)
    for index in list.hypotheses.indices {
      let words = list.words(of: index)
      let changed = words.map { form.apply(to: $0) }
      // Strings compare by canonical equivalence; what a model gets are code points.
      for (place, (old, new)) in zip(words, changed).enumerated()
      where !old.isSameCodePoints(as: new) {
        edits.note(index, place, old, new)
      }
      edits.replace(index, changed) { _, clean in clean.costs }
    }
    return edits.result()
  }
}

extension Perturbation where Self == TextFormChange {
  public static var textForm: Self { TextFormChange() }
  public static var apostrophes: Self {
    TextFormChange("apostrophes", forms: TextFormChange.Form.apostrophes)
  }
}
