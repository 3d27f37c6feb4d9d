import Algorithms
public import Artifacts
import Foundation
import Perturbations
public import RobustnessRuns

/// What was said and what each model selected in the trn form that NIST's SCTK reads: one text a line, with
/// its id in parentheses.
///
/// Each corpus and condition has a folder with `ref.trn` and a file for each model. An id is
/// `SPEAKER-UTTERANCE-DRAW`, so SCTK takes what stands before the first hyphen for the speaker, by which its
/// sign and Wilcoxon tests go: the cluster where the run had one, otherwise each utterance alone. Characters
/// that mean something to SCTK become `%` and their code, alike in references and selections.
public struct TRNExport: Sendable {
  public let selections: RunSelections

  public init(_ selections: RunSelections) {
    self.selections = selections
  }

  /// The files by their paths below the folder, in order.
  package var files: [(path: String, text: String)] {
    var files: [(path: String, text: String)] = []
    for corpus in selections.corpora {
      let speakers = Self.speakers(of: corpus)
      let references = Dictionary(
        corpus.lists.compactMap { list in list.reference.map { (list.utterance, $0) } },
        uniquingKeysWith: { one, _ in one })
      for condition in corpus.lists.lazy.map(\.condition).uniqued() {
        let lists = corpus.lists.filter { $0.condition == condition }
        let folder = "\(Self.name(corpus.corpus))/\(Self.name(condition))/"
        func file(_ name: String, _ text: (ListSelections) -> String?) {
          let lines = lists.compactMap { list in
            text(list).map { "\(Self.escaped($0)) (\(Self.id(of: list, speakers)))\n" }
          }
          // Where each model has lists of its own, an utterance's reference comes once for each.
          files.append((folder + name + ".trn", lines.uniqued().joined()))
        }
        file("ref") { references[$0.utterance] }
        for model in selections.head.models {
          file("hyp." + Self.name(model)) { list in
            list.selections.first { $0.model == model }.map { list.texts[$0.text] }
          }
        }
      }
    }
    return files
  }

  /// Writes all files below `folder` and returns their paths.
  ///
  /// - Throws: `ArtifactError.unwritable`.
  @discardableResult
  public func write(to folder: String) throws(ArtifactError) -> [String] {
    var paths: [String] = []
    for file in files {
      try ArtifactFile.write(Data(file.text.utf8), to: "\(folder)/\(file.path)")
      paths.append("\(folder)/\(file.path)")
    }
    return paths
  }

  /// A number for each utterance's speaker and for itself, so that no id can clash with SCTK's grammar.
  private static func speakers(
    of corpus: CorpusSelections
  ) -> [String: (speaker: Int, utterance: Int)] {
    var speakers: [String: Int] = [:]
    var ids: [String: (speaker: Int, utterance: Int)] = [:]
    for list in corpus.lists where list.condition == nil {
      let name = list.cluster ?? list.utterance
      let speaker = speakers[name] ?? speakers.count + 1
      speakers[name] = speaker
      ids[list.utterance] = (speaker, ids.count + 1)
    }
    return ids
  }

  private static func id(
    of list: ListSelections, _ speakers: [String: (speaker: Int, utterance: Int)]
  ) -> String {
    let (speaker, utterance) = speakers[list.utterance] ?? (0, 0)
    return "s\(padded(speaker))-u\(padded(utterance))-d\(list.draw ?? 0)"
  }

  private static func padded(_ number: Int) -> String {
    let digits = "\(number)"
    return String(repeating: "0", count: max(0, 5 - digits.count)) + digits
  }

  /// A word that SCTK reads as it stands.
  private static func escaped(_ text: String) -> String {
    text.split(separator: " ").map { word -> String in
      if word == "@" || word == "*" { return encoded(word) }
      return word.unicodeScalars.map { scalar -> String in
        "{}()/\\;<>%".unicodeScalars.contains(scalar) || scalar.value < 0x20
          ? encoded(String(scalar)) : String(scalar)
      }.joined()
    }.joined(separator: " ")
  }

  private static func encoded(_ text: some StringProtocol) -> String {
    text.utf8.map { byte in
      let digits = String(byte, radix: 16, uppercase: true)
      return "%" + (digits.count < 2 ? "0" : "") + digits
    }.joined()
  }

  /// A name as a file may have it.
  private static func name(_ text: String) -> String {
    let kept = text.map { $0.isLetter || $0.isNumber || "-_.+=".contains($0) ? $0 : "_" }
    let name = String(kept)
    return name.isEmpty || name.allSatisfy { $0 == "." } ? "_" + name : name
  }

  /// The name of a condition's folder, as in "clean" and "homophones-1-best-2-words".
  private static func name(_ condition: PerturbationCondition?) -> String {
    guard let condition else { return "clean" }
    let parts =
      [condition.perturbation, Wording.scope(condition.scope).lowercased()]
      + (condition.strength.map { [$0.description] } ?? [])
    return name(parts.joined(separator: "-").replacing(" ", with: "-"))
  }
}
