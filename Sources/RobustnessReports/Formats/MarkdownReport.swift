import Counterexamples
import Rescoring
import Robustness
import RobustnessRuns
import Transcripts

/// The report's answers and main tables as Markdown, for a pull request or a terminal.
struct MarkdownReport {
  let record: RunRecord

  func text() -> String {
    var lines = ["# Robustness report: \(record.mainCorpus?.name ?? "no corpus")", ""]
    for sentence in Notices(record).sentences {
      lines += ["**Note:** \(MarkdownReport.escaped(sentence))", ""]
    }
    for answer in Headline(record).answers {
      lines += ["**\(answer.title)** \(MarkdownReport.escaped(answer.text))", ""]
    }
    lines += requirements()
    for corpus in record.corpora {
      lines +=
        ["## \(corpus.name)", "", sizes(corpus), ""] + matrix(corpus) + contrasts(corpus)
        + groups(corpus) + properties(corpus)
      lines += ["### Clean lists", ""] + cleanTable(corpus) + [""]
      if !corpus.coverage.isEmpty { lines += [Provenance.comparabilityOfNPRR, ""] }
      for perturbation in record.perturbations {
        lines += degradationTables(perturbation, corpus: corpus)
      }
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

  private func cleanTable(_ corpus: CorpusRecord) -> [String] {
    let hasSpellings = corpus.models.contains { $0.spellings != nil }
    var rows = [
      ["Model", "WER", "WERR vs first pass", "WERR vs baseline", "Homophones told apart"]
        + (hasSpellings ? ["Spelling kept"] : [])
    ]
    for model in corpus.models {
      var row = [
        model.model, Self.share(model.clean.wer), change(model.clean.againstFirstPass),
        change(model.clean.againstBaseline),
        model.discrimination.map { Self.share($0.rate) } ?? "–",
      ]
      if hasSpellings { row.append(model.spellings.map { Self.share($0.rate) } ?? "–") }
      rows.append(row)
    }
    for oracle in corpus.oracle {
      let rate = oracle.errors.rate.map { FigureFormat.percent($0) } ?? "–"
      rows.append(
        ["oracle of \(oracle.limit)", rate] + [String](repeating: "–", count: rows[0].count - 2))
    }
    return MarkdownReport.table(rows)
  }

  private func degradationTables(_ perturbation: String, corpus: CorpusRecord) -> [String] {
    let (scopes, strengths) = corpus.conditions(of: perturbation)
    let countings = record.countings(of: perturbation)
    return scopes.flatMap { scope in
      countings.flatMap { counting -> [String] in
        let header = ["NPRR and WER"] + strengths.map(Wording.strength)
        let rows = corpus.models.map { model in
          [model.model]
            + strengths.map { strength in
              guard let result = model.result(perturbation, scope, strength, counting) else {
                return "–"
              }
              let (nprr, isRelative) = (result.nprr, result.nprr.kind == .relative)
              return FigureFormat.change(nprr.estimate.value, isRelative: isRelative)
                + " (\(FigureFormat.changeInterval(nprr.estimate, isRelative: isRelative))), WER "
                + FigureFormat.percent(result.wer.value)
            }
        }
        let title =
          "### \(Wording.spelledOut(perturbation)): "
          + Wording.heading(scope, strengths, countings.count > 1 ? counting : nil)
        return [title, ""] + MarkdownReport.table([header] + rows) + [""]
      }
    }
  }

  private func counterexamples() -> [String] {
    guard !record.counterexamples.isEmpty else { return [] }
    var lines = ["## Smallest counterexamples", ""]
    for found in record.counterexamples {
      lines += [
        "- **\(found.model.name)**, \(Wording.spelledOut(found.property)): "
          + MarkdownReport.escaped(Wording.sentence(found.failure))
      ]
      for (name, list) in [("clean", found.clean), ("perturbed", found.perturbed)] {
        let texts = list.map {
          ($0.isSelected ? "▸ " : "") + MarkdownReport.escaped($0.text)
            + " (\(FigureFormat.cost($0.interpolated)))"
        }
        lines.append("  - \(name): \(texts.joined(separator: " · "))")
      }
      if let flakiness = found.flakiness { lines.append("  - flaky: \(flakiness)") }
      if let explanation = found.explanation {
        lines.append(
          "  - may vary: " + MarkdownReport.escaped(explanation.sentences.joined(separator: "; ")))
      }
    }
    return lines + [""]
  }

  private func provenance() -> [String] {
    var lines = ["## How this was made", "", "    \(record.provenance.command)", ""]
    for fact in Provenance(record).facts { lines.append("- \(fact.term): \(fact.text)") }
    for corpus in record.corpora { lines.append("- Corpus \(corpus.name): `\(corpus.digest)`") }
    for source in record.provenance.namedSources {
      lines.append("- \(Wording.capitalized(source.name)): `\(source.digest)`")
    }
    for model in record.models {
      lines.append(
        "- Model \(model.identity.name), \(model.identity.summary): `\(model.identity.digest)`")
    }
    lines.append("")
    for formula in Provenance.formulas { lines.append("- **\(formula.name)**: \(formula.text)") }
    return lines
  }

  static func share(_ estimate: Estimate) -> String {
    "\(FigureFormat.percent(estimate.value)) (\(FigureFormat.interval(estimate)))"
  }

  private func change(_ comparison: Comparison?) -> String {
    guard let comparison else { return "–" }
    let value = FigureFormat.change(
      comparison.reduction.value, isRelative: comparison.isRelative)
    let zero =
      comparison.reduction.excludes() || !comparison.reduction.hasInterval ? "" : ", includes 0"
    let interval = FigureFormat.changeInterval(
      comparison.reduction, isRelative: comparison.isRelative)
    return "\(value) (\(interval)\(zero))"
  }

  /// A table whose first row is its head; figures stand right.
  static func table(_ rows: [[String]]) -> [String] {
    guard let head = rows.first else { return [] }
    let rule = head.indices.map { $0 == 0 ? "---" : "---:" }
    return ([head] + [rule] + rows.dropFirst()).map {
      "| " + $0.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
    }
  }

  /// `text` with the characters that mean something to Markdown escaped.
  static func escaped(_ text: String) -> String {
    var output = ""
    for character in text {
      if "\\`*_[]<>|#&".contains(character) { output.append("\\") }
      output.append(character)
    }
    return output
  }
}
