import Artifacts
import Counterexamples
import Foundation
public import RobustnessRuns

/// Takes what was said and heard out of a run, so that its report can be shown to people who may not read it.
///
/// Every distinct word becomes a number in the order of appearance: `w1`, `w2`, … The same word has the same
/// number wherever it stands, so alignments, replacements and repeated words can still be followed, and every
/// count and figure stays what it was. Unlike a hash, a number can't be tried out with a list of words. What
/// remains is which words are equal, how often they occur, and how many a text has.
///
/// Whatever is not known to be harmless is redacted: a string of the record stays only if its key is listed
/// here. Ids of utterances, names of corpora, models and files, and the command stay, apart from the command's
/// `--words`.
public struct Redaction {
  private var numbers: [String: Int] = [:]

  public init() {}

  /// Keys whose strings hold no texts of the corpus.
  private static let harmless: Set<String> = [
    "against", "baseline", "breakdownFields", "by", "command", "condition", "corpus",
    "counterexample", "counterexamples", "counting", "digest", "doubt", "ending", "field", "first",
    "format",
    "frequencies",
    "group",
    "id", "kind", "languageCosts", "languageModel", "leader", "length", "measure", "method",
    "model", "models", "name", "noInterval", "normalizer", "notices", "origin", "otherCorpora",
    "outcome",
    "pairing", "perturbation", "plausibility", "program", "programVersion", "pronunciations",
    "property", "reason",
    "rescaledTo",
    "role", "run",
    "scope", "spellings", "stress", "summary", "targets", "textForms", "tones", "undefined",
    "unusualWords", "utterance",
    "variants", "voice", "language", "choices", "perturbationChoices",
  ]

  /// Names of the parts of a breakdown.
  private static let partNames = ["corpora", "breakdowns", "parts", "name"]

  /// The record with numbers in place of words.
  public mutating func redacted(_ record: RunRecord) -> RunRecord {
    redacted(record, as: RunRecord.self)
  }

  /// The selections with numbers in place of words, the same as in a record that was redacted before.
  public mutating func redacted(_ selections: RunSelections) -> RunSelections {
    RunSelections(
      head: selections.head,
      corpora: selections.corpora.map { corpus in
        CorpusSelections(
          corpus: corpus.corpus,
          lists: SelectedLists(corpus.lists.map { redacted($0, as: ListSelections.self) }),
          discrimination: corpus.discrimination, properties: corpus.properties)
      })
  }

  /// What a check found, with numbers in place of words.
  public mutating func redacted(_ finding: PropertyFinding) -> PropertyFinding {
    redacted(finding, as: PropertyFinding.self)
  }

  /// The comparison with commands that name no words; it holds no texts.
  public mutating func redacted(_ comparison: RunComparison) -> RunComparison {
    redacted(comparison, as: RunComparison.self)
  }

  private mutating func redacted<Value: Codable>(_ value: Value, as type: Value.Type) -> Value {
    var criterion = ""
    let data = JSONTexts.changed(CanonicalJSON.data(finite: value, .line)) { place, string in
      if place.last == "by" { criterion = string }
      if place == Self.partNames { return partName(string, criterion) }
      if place.last == "failure" || place.suffix(2) == ["common", "text"] {
        return sentence(string)
      }
      if place.last == "command" { return command(string) }
      // Elsewhere a cluster is a field's name; in selections it is its value, somebody's name.
      if place.last == "cluster", place.count > 1 { return nil }
      if place.contains("replacedParts") { return nil }
      // A field's values stay nobody's, whatever the field is called.
      if place.first == "parts", place.count == 2 { return text(string) }
      let isHarmless = Self.harmless.contains(place.last ?? "") || place.contains("parameters")
      return isHarmless ? nil : text(string)
    }
    do {
      return try JSONDecoder().decode(type, from: data)
    } catch {
      preconditionFailure("a string that decides something must be listed as harmless: \(error)")
    }
  }

  /// The text with words replaced by numbers, as in "w3 w1 w7".
  mutating func text(_ text: String) -> String {
    text.split(separator: " ", omittingEmptySubsequences: false).map { word in
      word.isEmpty ? "" : number(of: String(word))
    }.joined(separator: " ")
  }

  private mutating func number(of word: String) -> String {
    let number = numbers[word] ?? numbers.count + 1
    numbers[word] = number
    return "w\(number)"
  }

  /// A sentence that quotes texts: what stands between quotes is redacted, and all of it where they don't
  /// come in pairs.
  private mutating func sentence(_ sentence: String) -> String {
    let parts = sentence.split(separator: "\"", omittingEmptySubsequences: false).map(String.init)
    guard !parts.count.isMultiple(of: 2) else { return text(sentence) }
    return parts.enumerated().map { place, part in
      place.isMultiple(of: 2) ? part : text(part)
    }.joined(separator: "\"")
  }

  /// The command without the words that it names.
  private mutating func command(_ command: String) -> String {
    command.replacing(/(--words[ =])(?:'[^']*'|[^\s'])+/) { match in
      "\(match.1)…"
    }
  }

  /// Parts of a corpus are named by words, or by values of its fields, which may name people.
  private mutating func partName(_ name: String, _ criterion: String) -> String? {
    switch criterion {
    case "wordClass", "names", "referenceLength": nil
    default:
      name.components(separatedBy: " → ").map { text($0) }.joined(separator: " → ")
    }
  }
}
