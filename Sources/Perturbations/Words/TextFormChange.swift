public import PropertyTesting
public import Transcripts

/// Writes the same words in another form: with capitals, other code points for the same letters,
/// punctuation or symbols.
public struct TextFormChange: Perturbation {
  /// The forms to draw from, simplest first.
  public let forms: [Form]
  public let id: String
  /// Says which words are the same.
  private let normalizer: TextNormalizer

  /// Makes the perturbation.
  ///
  /// - Parameters:
  ///   - id: the name by which reports call it.
  ///   - forms: what is drawn from, simplest first.
  ///   - language: whose texts these are, as a BCP 47 code; nil for no language in particular. A form that would
  ///     make other words of a list is not drawn for it: "STRASSE" is another word than "Straße", and so is "GIBI"
  ///     than Turkish "gibi".
  public init(
    _ id: String = "text-form", forms: [Form] = Form.faithful, language: String? = nil
  ) {
    precondition(!forms.isEmpty, "at least one form")
    self.id = id
    self.forms = forms
    normalizer = TextNormalizer(language: language)
  }

  public var summary: String {
    "the whole list in another form: \(forms.map(\.rawValue).joined(separator: ", "))"
  }

  public var recipe: PerturbationRecipe {
    if id == PerturbationKind.apostrophes.rawValue, forms == Form.apostrophes {
      return .shipped(PerturbationSettings().with(.apostrophes))
    }
    for named in [nil, TextForms.recognized, .anyLanguage]
    where id == PerturbationKind.textForm.rawValue && forms == Self.forms(named) {
      var settings = PerturbationSettings().with(.textForm)
      settings.textForms = named
      settings.language = normalizer.language
      return .shipped(settings)
    }
    return .custom(
      CustomPerturbation(
        id: id, parameters: ["forms": forms.map(\.rawValue).joined(separator: " ")]))
  }

  private static func forms(_ named: TextForms?) -> [Form] {
    switch named {
    case nil, .faithful?: Form.faithful
    case .recognized?: Form.recognized
    case .anyLanguage?: Form.anyLanguage
    }
  }

  /// Makes a change to the forms that a recipe names.
  init(_ named: TextForms?, language: String?) {
    self.init(forms: Self.forms(named), language: language)
  }

  public func rewriting(
    of word: String, as original: String, became replacement: String
  ) -> String? {
    for form in forms {
      let outcomes = form.outcomes(of: original)
      guard let place = outcomes.firstIndex(where: { $0.isSameCodePoints(as: replacement) }) else {
        continue
      }
      let text = form.outcomes(of: word)[place]
      return text.isSameCodePoints(as: word) ? nil : text
    }
    return nil
  }

  /// Draws one of the forms in which the list looks different. A list of digits may have none, and
  /// stays as it is.
  public func perturb(_ list: NBestList, source: inout ChoiceSource) -> PerturbedList {
    let rewritten = forms.compactMap { form -> PerturbedList? in
      let changed = rewrite(list, as: form)
      guard !changed.replacements.isEmpty,
        Form.changing.contains(form) || keepsWords(changed, of: list)
      else { return nil }
      return changed
    }
    guard !rewritten.isEmpty else { return PerturbedList(list) }
    return rewritten[source.index(below: rewritten.count)]
  }

  /// Whether the changed texts still have the words that they had.
  private func keepsWords(_ changed: PerturbedList, of clean: NBestList) -> Bool {
    zip(clean.hypotheses, changed.list.hypotheses).allSatisfy {
      normalizer.words(in: $0.text) == normalizer.words(in: $1.text)
    }
  }

  private func rewrite(_ list: NBestList, as form: Form) -> PerturbedList {
    var edits = ListEdits(list)
    for index in list.hypotheses.indices {
      let words = list.words(of: index)
      var changed: [String] = []
      var place = 0
      // Strings compare by canonical equivalence; what a model gets are code points.
      for (range, text) in form.changes(in: words) {
        edits.note(index, range.lowerBound, words[range].joined(separator: " "), text)
        changed += words[place..<range.lowerBound] + [text]
        place = range.upperBound
      }
      edits.replace(index, changed + words[place...]) { _, clean in clean.costs }
    }
    return edits.result()
  }
}

extension Perturbation where Self == TextFormChange {
  public static var textForm: Self { TextFormChange(forms: TextFormChange.Form.recognized) }
  public static var apostrophes: Self {
    TextFormChange("apostrophes", forms: TextFormChange.Form.apostrophes)
  }
}
