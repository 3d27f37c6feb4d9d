import Counterexamples
import Perturbations
import Rescoring
import RobustnessRuns
import Transcripts

extension ReportPage {
  /// What breaks, on which words: each failing list with what changed marked word by word.
  func counterexamplesSection() -> Markup {
    .tag("section", ["id": "counterexamples"]) {
      Markup.tag("h2") { "What breaks, and on which words" }
      answers(.properties)
      if record.counterexamples.isEmpty {
        if examinedProperties.isEmpty { Markup.tag("p") { "No property was examined." } }
      } else {
        failuresTable()
        Markup.tag("p", ["class": "soft"]) {
          "Each is the smallest N-best list found by the shrinker that still breaks the property. "
          "Replaced words are marked, and ▸ is the selected hypothesis. Costs are in nats: lower is "
          "better. A margin below 0 says by how much the property fails. “What may vary” names the parts of the "
          "list that can be replaced without making the property hold, with the number of other texts that "
          "were tried in their place, one at a time. Run the commands in this report's folder."
        }
        for counterexample in record.counterexamples { article(counterexample) }
      }
    }
  }

  /// All failures at a glance: who chose what instead of what, after which words were replaced.
  private func failuresTable() -> Markup {
    table("Failures, shrunk", caption: "Failures, shrunk to the smallest list") {
      columnHead("Model", isNumber: false)
      columnHead("Property", isNumber: false)
      columnHead("Words replaced", isNumber: false)
      columnHead("Selected from the clean list", isNumber: false)
      columnHead("Selected from the perturbed list", isNumber: false)
    } body: {
      for found in record.counterexamples {
        Markup.tag("tr") {
          modelHead(found.model.name)
          Markup.tag("td") {
            Markup.tag("a", ["href": "#\(found.id)"]) { Wording.spelledOut(found.property) }
          }
          Markup.tag("td", ["class": "text"]) { replacedWords(found) }
          Markup.tag("td", ["class": "text"]) {
            found.clean.first(where: \.isSelected)?.text ?? "–"
          }
          Markup.tag("td", ["class": "text"]) {
            found.perturbed.first(where: \.isSelected)?.text ?? "–"
          }
        }
      }
    }
  }

  /// "you → yu", each replacement once.
  @MarkupBuilder private func replacedWords(_ found: Counterexample) -> Markup {
    let replacements = found.distinctReplacements
    if replacements.isEmpty { "–" }
    for (index, replacement) in replacements.enumerated() {
      if index > 0 { ", " }
      "\(replacement.original) → "
      Markup.tag("ins") { replacement.replacement }
    }
  }

  private func article(_ found: Counterexample) -> Markup {
    .tag("article", ["id": found.id]) {
      Markup.tag("h3") {
        modelName(found.model.name)
        ": \(Wording.spelledOut(found.property))"
      }
      Markup.tag("p") {
        Wording.sentence(found.failure)
        if let margin = found.margin {
          " Margin \(FigureFormat.decimal(margin, digits: 3))."
        }
        if let flakiness = found.flakiness { " Flaky: \(flakiness)." }
      }
      Markup.tag("div", ["class": "pair"]) {
        judgedTable("Clean list", found.clean, of: found, isPerturbed: false)
        judgedTable(
          "Perturbed list (\(Wording.spelledOut(found.recipe.id)))", found.perturbed, of: found,
          isPerturbed: true)
      }
      if let whole = found.whole { wholeLists(whole, of: found) }
      if let explanation = found.explanation {
        Markup.tag("p") {
          Markup.tag("strong") { "What may vary: " }
          explanation.sentences.map(Wording.sentence).joined(separator: " ")
        }
      }
      Markup.tag("p", ["class": "soft"]) {
        "Utterance \(found.origin.utterance) (\(found.origin.corpus)). Reference: "
        "“\(found.origin.reference)”."
      }
      Markup.tag("p", ["class": "command"]) {
        Markup.tag("code") { "mondegreen replay \(ReportFixtures.folder)/\(found.id).json" }
      }
    }
  }

  /// The lists as the perturbation made them, before anything was left out, side by side.
  private func wholeLists(_ whole: Counterexample.WholeLists, of found: Counterexample) -> Markup {
    let count = whole.perturbed.count
    return .tag("details") {
      Markup.tag("summary") {
        "Before shrinking: \(FigureFormat.count(count)) \(count == 1 ? "hypothesis" : "hypotheses")"
      }
      table("Before shrinking: \(found.id)", caption: "The lists before shrinking", styles: "list")
      {
        columnHead("Rank", isNumber: false)
        columnHead("Clean list", isNumber: false)
        columnHead("Perturbed list", isNumber: false)
      } body: {
        for (index, hypothesis) in whole.perturbed.enumerated() {
          let clean = whole.cleanText(of: index)
          Markup.tag("tr", ["class": whole.isSelected(index) ? "selected" : ""]) {
            Markup.tag("th", ["scope": "row"]) { "\(index + 1)" }
            Markup.tag("td", ["class": "text"]) {
              (whole.isCleanSelected(index) ? "▸ " : "") + (clean ?? "–")
            }
            Markup.tag("td", ["class": "text"]) {
              index == whole.perturbedSelected ? "▸ " : ""
              marked(WordDiff(from: clean ?? "", to: hypothesis))
            }
          }
        }
      }
    }
  }

  private func judgedTable(
    _ caption: String, _ hypotheses: [JudgedHypothesis], of found: Counterexample,
    isPerturbed: Bool
  ) -> Markup {
    table("\(caption): \(found.id)", caption: caption, styles: "list") {
      columnHead("Rank", isNumber: false)
      columnHead("Hypothesis", isNumber: false)
      columnHead("First pass")
      columnHead("Second pass")
      columnHead("Interpolated")
    } body: {
      for (index, hypothesis) in hypotheses.enumerated() {
        Markup.tag("tr", ["class": hypothesis.isSelected ? "selected" : ""]) {
          Markup.tag("th", ["scope": "row"]) {
            "\(index + 1)" + (hypothesis.isSelected ? " ▸" : "")
          }
          Markup.tag("td", ["class": "text"]) {
            if isPerturbed, let clean = found.cleanText(of: index) {
              marked(WordDiff(from: clean, to: hypothesis.text))
            } else {
              hypothesis.text
            }
          }
          numberCell(FigureFormat.cost(hypothesis.firstPass.total))
          numberCell(FigureFormat.cost(hypothesis.secondPass))
          numberCell(FigureFormat.cost(hypothesis.interpolated))
        }
      }
    }
  }

  /// The words of a text with what was removed and inserted marked.
  private func marked(_ difference: WordDiff) -> Markup {
    let pieces = difference.pieces.map { piece -> Markup in
      switch piece {
      case .kept(let words): .text(words.joined(separator: " "))
      case .removed(let words): .tag("del") { words.joined(separator: " ") }
      case .inserted(let words): .tag("ins") { words.joined(separator: " ") }
      }
    }
    return .group(
      pieces.enumerated().map { index, piece in
        index == 0 ? piece : .group([.text(" "), piece])
      })
  }
}
