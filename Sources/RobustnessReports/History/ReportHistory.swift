import Perturbations
import Rescoring
import Robustness
public import RobustnessRuns
import Transcripts

/// Measures of several reports, in the order that they are given.
public struct ReportHistory: Sendable {
  /// A report and what it is called.
  public struct Entry: Sendable {
    public let name: String
    public let record: RunRecord

    public init(name: String, record: RunRecord) {
      self.name = name
      self.record = record
    }
  }

  /// What is followed over reports: a measure of a corpus under a condition.
  struct Series: Hashable, Sendable {
    let corpus: String
    let measure: ComparedMeasure
    /// Nil for measures other than failures.
    let property: String?
    /// The condition; nil for clean lists.
    let condition: PerturbationCondition?
  }

  public let entries: [Entry]

  public init(_ entries: [Entry]) {
    self.entries = entries
  }

  /// Everything that some report measured, corpus by corpus in the order of the first that has it.
  var series: [Series] {
    var found: [Series] = []
    var known: Set<Series> = []
    func append(_ series: Series) {
      if known.insert(series).inserted { found.append(series) }
    }
    for corpus in corpora {
      let results = entries.flatMap { entry in
        entry.record.corpora.filter { $0.name == corpus }.flatMap(\.models)
      }
      func add(
        _ measure: ComparedMeasure, _ condition: PerturbationCondition? = nil,
        property: String? = nil
      ) {
        append(Series(corpus: corpus, measure: measure, property: property, condition: condition))
      }
      if !results.isEmpty { add(.wer) }
      if results.contains(where: { $0.clean.skill != nil }) { add(.skill) }
      for result in results.flatMap(\.perturbed) where result.counting == .asHeard {
        add(.wer, result.condition)
        if result.skill != nil { add(.skill, result.condition) }
        if result.skillKept != nil { add(.skillKept, result.condition) }
      }
      if results.contains(where: { $0.discrimination != nil }) { add(.discrimination) }
      for property in results.flatMap(\.properties) { add(.failures, property: property.property) }
    }
    return found
  }

  /// The names of all corpora, in the order in which they appear.
  var corpora: [String] { Self.distinct(entries.flatMap { $0.record.corpora.map(\.name) }) }

  /// The names of all models, in the order in which they appear.
  var models: [String] { Self.distinct(entries.flatMap { $0.record.models.map(\.identity.name) }) }

  private static func distinct(_ names: [String]) -> [String] {
    var known: Set<String> = []
    return names.filter { known.insert($0).inserted }
  }

  /// A model's figure in one report; nil where that did not measure it.
  func figure(_ series: Series, of model: String, in entry: Entry) -> Figure? {
    let corpus = entry.record.corpora.first { $0.name == series.corpus }
    guard let result = corpus?.models.first(where: { $0.model == model }) else { return nil }
    switch series.measure {
    case .discrimination: return result.discrimination.map { .estimate($0.rate) }
    case .failures:
      guard let found = result.properties.first(where: { $0.property == series.property }),
        found.cases > 0
      else { return nil }
      return .estimate(
        found.failureRate
          ?? ExactRate.estimate(
            found.failures, of: found.cases,
            confidence: entry.record.provenance.configuration.confidence))
    case .wer, .skill, .skillKept: break
    }
    guard let condition = series.condition else {
      return series.measure == .wer ? .estimate(result.clean.wer) : result.clean.skill
    }
    let perturbed = result.perturbed.first {
      $0.condition == condition && $0.counting == .asHeard
    }
    switch series.measure {
    case .wer: return perturbed.map { .estimate($0.wer) }
    case .skill: return perturbed?.skill
    case .skillKept, .discrimination, .failures: return perturbed?.skillKept
    }
  }
}

extension ReportHistory.Series {
  /// "WER, clean", "skill kept, homophones, N-best, two words", "failures of rank-stability"
  var title: String {
    switch measure {
    case .wer: "WER, \(Wording.condition(condition))"
    case .skill: "Skill, \(Wording.condition(condition))"
    case .skillKept: "Skill kept, \(Wording.condition(condition))"
    case .discrimination: "Homophone discrimination"
    case .failures: "Failures of \(property ?? "")"
    }
  }
}
