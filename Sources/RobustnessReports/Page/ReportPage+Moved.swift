import Robustness
import RobustnessRuns

extension ReportPage {
  /// Every choice that moved, to be filtered and paged through: the one part that needs scripts.
  func movedSection() -> Markup {
    guard !moved.isEmpty else { return .group([]) }
    return .tag("section", ["id": "moved"]) {
      Markup.tag("h2") { "Choices that moved" }
      Markup.tag("p") {
        "All \(FigureFormat.count(moved.count)) cases in which a model's selection from the perturbed list "
        "is not the perturbed form of its clean choice. Words found in only one of the two texts are marked. "
        "Harm means that the choice makes more errors than staying with the clean choice would have made, "
        "rescue that it makes fewer."
      }
      Markup.tag("noscript") {
        Markup.tag("p", ["class": "note"]) {
          "Browsing requires JavaScript. The tables “Skill, regret and moved choices” below show how many "
          "choices moved, and what share of them for the worse."
        }
      }
      controls()
      Markup.tag("p", ["id": "moved-count", "role": "status"])
      Markup.tag(
        "ol",
        [
          "id": "moved-list", "class": "moved", "hidden": "hidden", "tabindex": "-1",
          "aria-label": "Choices that moved",
        ])
      Markup.tag("div", ["id": "moved-pager", "class": "pager", "hidden": "hidden"]) {
        Markup.tag("button", ["type": "button", "id": "moved-previous"]) { "Previous page" }
        Markup.tag("button", ["type": "button", "id": "moved-next"]) { "Next page" }
      }
      Markup.tag("script", ["type": "text/plain", "id": "moved-data"]) {
        MovedChoicesData(moved).base64
      }
    }
  }

  private func controls() -> Markup {
    .tag("form", ["id": "moved-controls", "class": "controls", "hidden": "hidden"]) {
      choice("corpus", "Corpus", [("", "all corpora")])
      choice("model", "Model", [("", "all models")])
      choice("condition", "Condition", [("", "all conditions")])
      choice(
        "effect", "Effect",
        [
          ("", "any"), ("harm", "harm"), ("rescue", "rescue"), ("same", "same number of errors"),
          ("removed", "clean choice removed from the list"),
        ])
      choice(
        "order", "Order",
        [
          ("harm", "most harm first"), ("rescue", "most rescue first"), ("", "corpus order"),
        ])
      Markup.tag("label") {
        "Word"
        Markup.tag(
          "input", ["id": "moved-word", "type": "search", "autocomplete": "off", "size": "12"])
      }
    }
  }

  private func choice(
    _ name: String, _ title: String, _ options: [(value: String, text: String)]
  ) -> Markup {
    .tag("label") {
      title
      Markup.tag("select", ["id": "moved-\(name)"]) {
        for option in options {
          Markup.tag("option", ["value": option.value]) { option.text }
        }
      }
    }
  }
}
