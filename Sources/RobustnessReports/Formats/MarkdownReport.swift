import Counterexamples
import Rescoring
import Robustness
import RobustnessRuns
import Transcripts

/// What a pull request needs of a report: the opening sentence, notes, budgets, the matrix, contrasts and
/// at most five failures. Everything else is in the page, the CSV and the JSON.
///
/// A comment on a pull request holds 65,536 characters; a usual run takes a tenth of that.
struct MarkdownReport {
  let record: RunRecord

  private static let failures = 5
  private static let wordsOfText = 24

  func text() -> String {
    var lines = [
      "# Robustness report: \(Self.escaped(record.mainCorpus?.name ?? "no corpus"))", "",
    ]
    if let opening = OpeningSentence(record) { lines += [opening.prose.markdown, ""] }
    for sentence in Notices(record).sentences {
      lines += ["**Note:** \(MarkdownReport.escaped(sentence))", ""]
    }
    lines += requirements()
    for corpus in record.corpora {
      if corpus.name != record.mainCorpus?.name {
        lines += ["## \(Self.escaped(corpus.name))", ""]
      }
      lines +=
        [sizes(corpus), ""] + matrix(corpus) + contrasts(corpus) + groups(corpus)
        + groupContrasts(corpus)
      if corpus.name == record.mainCorpus?.name { lines += breakdowns(corpus) }
    }
    lines += counterexamples() + provenance()
    return lines.joined(separator: "\n") + "\n"
  }

  private func sizes(_ corpus: CorpusRecord) -> String {
    "\(FigureFormat.count(corpus.utterances, of: "utterance")), "
      + "\(FigureFormat.count(corpus.hypotheses)) hypotheses, "
      + "\(FigureFormat.count(corpus.referenceWords)) reference words; "
      + "\(ResamplingText(corpus, in: record).text)."
  }

  private func counterexamples() -> [String] {
    guard !record.counterexamples.isEmpty else { return [] }
    var lines = ["## What breaks", ""]
    for answer in Headline(record).answers where answer.topic == .properties {
      lines += [answer.prose.markdown, ""]
    }
    for found in record.counterexamples.prefix(Self.failures) {
      lines += [
        "- **\(MarkdownReport.escaped(found.model.name))**, "
          + "\(Wording.spelledOut(found.property)): "
          + MarkdownReport.escaped(Wording.sentence(found.failure))
          + " `mondegreen replay \(ReportFixtures.folder)/\(found.id).json`"
      ]
      lines += [
        "  - clean: " + texts(found.clean) { Self.shortened($1.text) },
        "  - perturbed: "
          + texts(found.perturbed) { index, hypothesis in
            let clean = found.cleanText(of: index)
            return Self.shortened(WordDiff(from: clean ?? hypothesis.text, to: hypothesis.text))
          },
      ]
      if let flakiness = found.flakiness { lines.append("  - flaky: \(flakiness)") }
    }
    let left = record.counterexamples.count - Self.failures
    if left > 0 { lines.append("- \(left) more in `report.html`") }
    return lines + [""]
  }

  /// The command, and digests by which the inputs are recognized.
  private func provenance() -> [String] {
    var inputs = record.corpora.map { "corpus \($0.name) `\($0.digest.short)`" }
    inputs += record.provenance.namedSources.map { "\($0.name) `\($0.digest.short)`" }
    inputs += record.models.filter { $0.role != .firstPass }
      .map { "model \(Self.escaped($0.identity.name)) `\($0.identity.digest.short)`" }
    var lines = ["Made by `\(record.provenance.command)`, from \(inputs.joined(separator: ", "))."]
    if let weights = Notices.weights(record) {
      lines += ["", "Interpolation weights of \(Self.escaped(weights))."]
    }
    return lines + [
      "",
      "All figures are in `report.csv`, and with charts and formulas in `report.html`, beside this file.",
    ]
  }

  /// At most four hypotheses on a line, with the selected one marked.
  private func texts(
    _ list: [JudgedHypothesis], _ text: (Int, JudgedHypothesis) -> String
  ) -> String {
    let shown = list.prefix(4).enumerated()
      .map { ($1.isSelected ? "▸ " : "") + text($0, $1) }
    let rest = list.count > shown.count ? " · and \(list.count - shown.count) more" : ""
    return shown.joined(separator: " · ") + rest
  }

  /// The first words of a text.
  private static func shortened(_ text: String) -> String {
    let words = text.split(separator: " ")
    guard words.count > wordsOfText else { return escaped(text) }
    return escaped(words.prefix(wordsOfText).joined(separator: " ")) + " …"
  }

  /// The first words of the newer text, with those bold that the older one doesn't have.
  private static func shortened(_ difference: WordDiff) -> String {
    var words: [String] = []
    for piece in difference.pieces {
      switch piece {
      case .kept(let kept): words += kept.map(escaped)
      case .removed: break
      case .inserted(let inserted): words += inserted.map { "**\(escaped($0))**" }
      }
    }
    return words.prefix(wordsOfText).joined(separator: " ")
      + (words.count > wordsOfText ? " …" : "")
  }

  static func share(_ estimate: Estimate) -> String {
    "\(FigureFormat.percent(estimate.value)) \(FigureFormat.pointsInterval(estimate))"
  }

  /// A table whose first row is its head; figures stand right.
  static func table(_ rows: [[String]]) -> [String] {
    guard let head = rows.first else { return [] }
    let rule = head.indices.map { $0 == 0 ? "---" : "---:" }
    return ([head] + [rule] + rows.dropFirst()).map {
      "| " + $0.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
    }
  }

  /// The text, escaped as ``MarkdownText`` does it.
  static func escaped(_ text: String) -> String { MarkdownText.escaped(text) }
}
