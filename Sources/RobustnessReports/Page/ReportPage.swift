import RobustnessRuns

/// The report as one self-contained page: no network, light and dark, for a phone as much as for a
/// desk and on paper. Scripts add sorting, filtering and browsing; all else is there without them.
struct ReportPage {
  let record: RunRecord
  /// The choices that moved; empty where none did or selections were not kept.
  var moved: [MovedChoice] = []

  func document() -> String {
    let page = Markup.tag("html", ["lang": "en"]) {
      Markup.tag("head") {
        Markup.tag("meta", ["charset": "utf-8"])
        Markup.contentSecurityPolicy(scripts)
        Markup.tag(
          "meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
        Markup.tag("meta", ["name": "color-scheme", "content": "light dark"])
        Markup.tag("title") { title }
        Markup.tag("style") { Stylesheet.page }
      }
      Markup.tag("body") {
        header()
        Markup.tag("main") {
          notices()
          matrixSection()
          navigation()
          requirementsSection()
          counterexamplesSection()
          movedSection()
          degradationSections()
          contrastsSection()
          overviewSection()
          breakdownsSection()
          discriminationSection()
          furtherDomainSections()
          propertiesSection()
          provenanceSection()
        }
        Markup.tag("footer") {
          Markup.tag("p") {
            "Made by \(record.provenance.program) \(record.provenance.programVersion). The same "
            "inputs, settings and seed give this page again, byte for byte."
          }
        }
        for script in scripts { Markup.script(script) }
      }
    }
    return "<!DOCTYPE html>\n" + page.rendered()
  }

  private var scripts: [StaticString] {
    [PageScript.source] + (moved.isEmpty ? [] : [BrowserScript.source])
  }

  private var title: String {
    "Robustness report: " + (record.mainCorpus.map { $0.name } ?? "no corpus")
  }

  /// What to know before the figures: many of them folded, so that the matrix stays in sight.
  @MarkupBuilder private func notices() -> Markup {
    let sentences = Notices(record).sentences
    if sentences.count > 2 {
      Markup.tag("details", ["class": "note"]) {
        Markup.tag("summary") { "\(sentences.count) notes on the lists and the models' weights" }
        for sentence in sentences { Markup.tag("p") { sentence } }
      }
    } else {
      for sentence in sentences {
        Markup.tag("p", ["class": "note"]) {
          Markup.tag("strong") { "Note: " }
          sentence
        }
      }
    }
  }

  private func header() -> Markup {
    .tag("header") {
      Markup.tag("h1") { title }
      if let opening = OpeningSentence(record) {
        Markup.tag("p", ["class": "lead"]) { opening.prose.markup }
      }
      if let corpus = record.mainCorpus {
        Markup.tag("p", ["class": "soft"]) {
          "\(FigureFormat.count(corpus.utterances, of: "utterance")), "
          "\(FigureFormat.count(corpus.hypotheses)) hypotheses, "
          "\(FigureFormat.count(corpus.referenceWords)) reference words. "
          "\(Wording.capitalized(ResamplingText(corpus, in: record).text))."
        }
      }
    }
  }

  private func navigation() -> Markup {
    .tag("nav", ["aria-label": "Sections"]) {
      Markup.tag("ul") {
        for (target, name) in [
          ("requirements", "Requirements"), ("counterexamples", "What breaks"),
          ("moved", "Choices that moved"), ("degradation", "Kinds and strengths"),
          ("contrasts", "Contrasts"),
          ("overview", "Clean lists"), ("homophones", "Homophones"),
          ("domains", "Other domains"), ("properties", "Properties"), ("made", "How this was made"),
        ] where hasSection(target) {
          Markup.tag("li") { Markup.tag("a", ["href": "#\(target)"]) { name } }
        }
      }
    }
  }

  private func hasSection(_ target: String) -> Bool {
    switch target {
    case "contrasts": record.mainCorpus?.contrasts?.isEmpty == false
    case "requirements": record.requirements != nil
    case "moved": !moved.isEmpty
    case "degradation": !record.perturbations.isEmpty
    case "homophones": !discriminating.isEmpty
    case "domains": !record.furtherCorpora.isEmpty
    case "properties": !examinedProperties.isEmpty
    default: true
    }
  }
}
