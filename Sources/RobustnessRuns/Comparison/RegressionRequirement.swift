public import Perturbations
import Rescoring

/// A budget for what may get worse from one run to another.
///
///     wer(messaging-test) not worse by 0.2 points
///     lora: skill(homophones, n-best, 2) not worse by 0.05
///     skill-kept(homophones, 1-best, 2) not worse by 0.1
///     discrimination not worse by 1 point
///     failures(rank-stability) not worse by 5 points
///
/// It is asked of every compared model, unless it names one, and met if the whole interval of the difference
/// keeps to the bound, or if both runs agree in everything that the figure is made of.
public struct RegressionRequirement: Hashable, Sendable, Codable {
  /// The only model that it is asked of, by its name in the later run; nil asks it of every model.
  public let model: String?
  public let measure: ComparedMeasure
  public let corpus: String
  /// The condition; nil for clean lists.
  public let condition: PerturbationCondition?
  /// The property's id; nil for measures other than failures.
  public let property: String?
  /// How much worse the figure may be: a share, 0.002 for 0.2 points, or a plain number for skill.
  public let bound: Double

  /// Whether a change is what it is asked of.
  func concerns(_ change: FigureChange) -> Bool {
    change.measure == measure && change.corpus == corpus && change.condition == condition
      && change.property == property && change.model == model ?? change.model
  }
}

extension RegressionRequirement: CustomStringConvertible {
  /// "wer(messaging-test) not worse by 0.2 points", with the model before it where there is one.
  public var description: String { (model.map { "\($0): " } ?? "") + claim }

  /// The requirement without the model that it is asked of.
  public var claim: String {
    let place =
      ([corpus] + [property].compactMap(\.self) + (condition.map(RequirementNames.words) ?? []))
      .joined(separator: ", ")
    let amount =
      measure.isShare
      ? RequirementNumber.text(bound * 100) + (bound == 0.01 ? " point" : " points")
      : RequirementNumber.text(bound)
    return "\(measure.rawValue)(\(place)) not worse by \(amount)"
  }
}

extension RegressionRequirement {
  /// Reads a requirement, with the names of a record.
  ///
  ///     [MODEL:] MEASURE[(PLACE)] not worse by NUMBER [points]
  ///
  ///     MEASURE = wer | skill | skill-kept | discrimination | failures
  ///     PLACE   = [CORPUS,] [PERTURBATION, SCOPE, STRENGTH], or [CORPUS,] PROPERTY for failures
  ///
  /// Points are of wer, discrimination and failures; skill is a plain number.
  ///
  /// - Throws: ``RequirementError``.
  public init(_ text: String, of record: RunRecord) throws(RequirementError) {
    var reader = RequirementReader(text)
    let names = RequirementNames(record)
    let known = record.models.map(\.identity.name)
    model = try reader.model()
    if let model, !known.contains(model) {
      throw .unknown(requirement: text, kind: "a model", name: model, known: known)
    }
    let written = try reader.regression()
    (measure, bound) = (written.measure, written.bound)
    guard measure == .failures else {
      (corpus, condition) = try names.place(written.place, in: text)
      property = nil
      if measure == .skillKept, condition == nil {
        throw .malformed(
          requirement: text, expected: "a perturbation, such as (homophones, 1-best, 2)",
          found: written.place.joined(separator: ", "))
      }
      if measure == .discrimination, condition != nil {
        throw .malformed(
          requirement: text, expected: "a corpus alone",
          found: written.place.joined(separator: ", "))
      }
      return
    }
    let named = written.place.first { name in names.corpora.contains { $0.name == name } }
    let rest = written.place.filter { $0 != named }
    guard let corpus = record.corpora.first(where: { $0.name == named ?? $0.name }) else {
      throw .noModels(requirement: text)
    }
    var properties: [String] = []
    for result in corpus.models.flatMap(\.properties) where !properties.contains(result.property) {
      properties.append(result.property)
    }
    guard rest.count == 1 else {
      throw .malformed(
        requirement: text, expected: "a property, such as failures(rank-stability)",
        found: rest.joined(separator: ", "))
    }
    guard properties.contains(rest[0]) else {
      throw .unknown(
        requirement: text, kind: "a property examined on \(corpus.name)", name: rest[0],
        known: properties)
    }
    self.corpus = corpus.name
    condition = nil
    property = rest[0]
  }
}

extension RequirementReader {
  /// "wer(messaging-test) not worse by 0.2 points"
  mutating func regression() throws(RequirementError) -> (
    measure: ComparedMeasure, place: [String], bound: Double
  ) {
    let marks = [" not worse by ", " no worse by "].compactMap { rest.firstRange(of: $0) }
    guard let mark = marks.first else { throw malformed("\"not worse by\" and a number", rest) }
    let (name, place) = try call(rest[..<mark.lowerBound])
    guard let measure = ComparedMeasure(rawValue: String(name)) else {
      throw .unknown(
        requirement: text, kind: "a measure", name: String(name),
        known: ComparedMeasure.allCases.map(\.rawValue))
    }
    let words = rest[mark.upperBound...].split(whereSeparator: \.isWhitespace)
    let units = ["point", "points", "pts"]
    let hasUnit = words.count == 2 && units.contains(String(words[1]))
    guard words.count == 1 || hasUnit, hasUnit == measure.isShare else {
      let expected =
        measure.isShare ? "a number of points, such as 0.2 points" : "a plain number, such as 0.05"
      throw malformed("\(expected), after \(name)", rest[mark.upperBound...])
    }
    guard let number = Self.number(words[0]), number >= 0 else {
      throw malformed("a number from 0 on", words[0])
    }
    return (measure, place, measure.isShare ? number / 100 : number)
  }
}
