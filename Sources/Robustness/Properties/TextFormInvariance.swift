public import Perturbations
public import PropertyTesting
public import Rescoring
public import Transcripts

/// A hypothesis's cost must not depend on capitals or on which code points write its letters.
///
/// Recognizers differ in both, and neither can be heard. A form that would make other words of a list, as the lists'
/// normalizer compares them, is left out: "STRASSE" is another word than "Straße".
///
/// **Margin**, in nats: the tolerance minus the largest change of a hypothesis's second-pass cost
/// between the list and the same list in upper case, capitalized, decomposed (NFD) or composed (NFC).
public struct TextFormInvariance: RobustnessProperty {
  /// The tolerance in nats.
  public let tolerance: Double
  public let forms: [TextFormChange.Form]
  private var language: String?

  public init(
    tolerance: Double = CostTolerance.standard,
    forms: [TextFormChange.Form] = TextFormChange.Form.faithful
  ) {
    self.tolerance = tolerance
    self.forms = forms
  }

  public var id: String { "text-form-invariance" }

  public var dependsOnWeights: Bool { false }

  public var summary: String {
    "costs stay the same in capitals and in other Unicode forms; margin: tolerance minus largest change, in "
      + "nats"
  }

  public var perturbation: any Perturbation { TextFormChange(forms: forms, language: language) }

  public func counting(by normalizer: TextNormalizer) -> TextFormInvariance {
    var property = self
    property.language = normalizer.language
    return property
  }

  public func outcomes(
    of cases: [RobustnessCase], under secondPass: SecondPass
  ) throws(RescoringError) -> [PropertyOutcome] {
    try CostInvariance.outcomes(of: cases, under: secondPass, tolerance: tolerance)
  }
}

extension RobustnessProperty where Self == TextFormInvariance {
  public static var textFormInvariance: Self { TextFormInvariance() }
}
