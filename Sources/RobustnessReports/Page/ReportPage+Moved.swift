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
        "is not the perturbed form of its clean choice. Words that only one of the two texts has are "
        "marked. Harm and rescue compare with the errors that staying would have made."
      }
      Markup.tag("noscript") {
        Markup.tag("p", ["class": "note"]) {
          "Browsing needs scripts. Section “Skill, regret and moved choices” below says how many choices "
          "moved, and how many of them for the worse."
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
          ("", "any"), ("harm", "harm"), ("rescue", "rescue"), ("same", "equally many errors"),
          ("removed", "clean choice removed from the list"),
        ])
      choice(
        "order", "Order",
        [
          ("harm", "most harm first"), ("rescue", "most rescue first"), ("", "order of the corpus"),
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
