import Counterexamples
import Perturbations
import Rescoring
import RobustnessRuns
import Transcripts

extension ReportPage {
  /// The smallest lists that still break something, with what changed marked word by word.
  func counterexamplesSection() -> Markup {
    .tag("section", ["id": "counterexamples"]) {
      Markup.tag("h2") { "Smallest counterexamples" }
      if record.counterexamples.isEmpty {
        Markup.tag("p") {
          examinedProperties.isEmpty ? "No property was examined." : "Nothing broke."
        }
      } else {
        Markup.tag("p") {
          "Each is the smallest N-best list that the shrinker found which still breaks the property. "
          "Replaced words are marked; ▸ is the selected hypothesis. Costs are in nats: lower is "
          "better. What may vary was tried: as many others as it says stood in place of such a part, "
          "one at a time."
        }
        for counterexample in record.counterexamples { article(counterexample) }
      }
    }
  }

  private func article(_ found: Counterexample) -> Markup {
    .tag("article", ["id": found.id]) {
      Markup.tag("h3") { "\(found.model.name): \(Wording.spelledOut(found.property))" }
      Markup.tag("p") {
        Wording.sentence(found.failure)
        if let margin = found.margin {
          " Margin \(FigureFormat.decimal(margin, digits: 3))."
        }
        if let flakiness = found.flakiness { " Flaky: \(flakiness)." }
      }
      judgedTable("Clean list", found.clean, changedFrom: nil)
      judgedTable(
        "Perturbed list (\(Wording.spelledOut(found.recipe.id)))", found.perturbed,
        changedFrom: found)
      if let explanation = found.explanation {
        Markup.tag("p") {
          Markup.tag("strong") { "What may vary: " }
          explanation.sentences.map(Wording.sentence).joined(separator: " ")
        }
      }
      Markup.tag("p", ["class": "soft"]) {
        "From utterance \(found.origin.utterance) of \(found.origin.corpus), where was said: "
        "“\(found.origin.reference)”. Fixture "
        Markup.tag("code") { found.id }
        "."
      }
    }
  }

  private func judgedTable(
    _ caption: String, _ hypotheses: [JudgedHypothesis], changedFrom found: Counterexample?
  ) -> Markup {
    table(caption, caption: caption, styles: "list") {
      columnHead("", isNumber: false)
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
            if let found, let clean = cleanText(of: index, in: found) {
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

  private func cleanText(of index: Int, in found: Counterexample) -> String? {
    guard found.correspondence.indices.contains(index) else { return nil }
    let clean = found.correspondence[index]
    return found.clean.indices.contains(clean) ? found.clean[clean].text : nil
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
