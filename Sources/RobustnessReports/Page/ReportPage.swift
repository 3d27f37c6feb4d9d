import RobustnessRuns

/// The report as one self-contained page: no scripts, no network, light and dark, for a phone as
/// much as for a desk.
struct ReportPage {
  let record: RunRecord

  func document() -> String {
    let page = Markup.tag("html", ["lang": "en"]) {
      Markup.tag("head") {
        Markup.tag("meta", ["charset": "utf-8"])
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
          requirementsSection()
          answers(Headline(record).answers.dropFirst())
          overviewSection()
          degradationSections()
          discriminationSection()
          furtherDomainSections()
          propertiesSection()
          counterexamplesSection()
          provenanceSection()
        }
        Markup.tag("footer") {
          Markup.tag("p") {
            "Made by \(record.provenance.program) \(record.provenance.programVersion). The same "
            "inputs and seed give this page again, byte for byte."
          }
        }
      }
    }
    return "<!DOCTYPE html>\n" + page.rendered()
  }

  private var title: String {
    "Robustness report: " + (record.mainCorpus.map { $0.name } ?? "no corpus")
  }

  /// What to know before the figures.
  @MarkupBuilder private func notices() -> Markup {
    for sentence in Notices(record).sentences {
      Markup.tag("p", ["class": "note"]) {
        Markup.tag("strong") { "Note: " }
        sentence
      }
    }
  }

  private func header() -> Markup {
    .tag("header") {
      Markup.tag("p", ["class": "eyebrow"]) { "Mondegreen robustness report" }
      Markup.tag("h1") {
        "Does the rescorer still pick the right words when the first pass mishears?"
      }
      if let corpus = record.mainCorpus {
        Markup.tag("p", ["class": "soft"]) {
          "Corpus \(corpus.name): \(FigureFormat.count(corpus.utterances, of: "utterance")), "
          "\(FigureFormat.count(corpus.hypotheses)) hypotheses, "
          "\(FigureFormat.count(corpus.referenceWords)) reference words. "
          "\(Wording.capitalized(ResamplingText(corpus, in: record).text))."
        }
      }
      answers(Headline(record).answers.prefix(1))
      navigation()
    }
  }

  /// Questions with their answers; the first stands above the matrix, the others below it.
  private func answers(_ answers: ArraySlice<Headline.Answer>) -> Markup {
    guard !answers.isEmpty else { return .group([]) }
    return .tag("ul", ["class": "answers"]) {
      for answer in answers {
        Markup.tag("li") {
          Markup.tag("strong") { answer.title }
          answer.text
        }
      }
    }
  }

  private func navigation() -> Markup {
    .tag("nav", ["aria-label": "Sections"]) {
      Markup.tag("ul") {
        for (target, name) in [
          ("matrix", "Models by conditions"), ("requirements", "Requirements"),
          ("overview", "Word errors"),
          ("degradation", "Under perturbation"),
          ("homophones", "Homophones"), ("domains", "Other domains"), ("properties", "Properties"),
          ("counterexamples", "Smallest counterexamples"), ("made", "How this was made"),
        ] where hasSection(target) {
          Markup.tag("li") { Markup.tag("a", ["href": "#\(target)"]) { name } }
        }
      }
    }
  }

  private func hasSection(_ target: String) -> Bool {
    switch target {
    case "matrix": record.mainCorpus != nil
    case "requirements": record.requirements != nil
    case "degradation": !record.perturbations.isEmpty
    case "homophones": !discriminating.isEmpty
    case "domains": !record.furtherCorpora.isEmpty
    case "properties": !examinedProperties.isEmpty
    default: true
    }
  }
}
