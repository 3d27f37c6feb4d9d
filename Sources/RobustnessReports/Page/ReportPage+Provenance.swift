import Artifacts
import Rescoring
import RobustnessRuns
import Transcripts

extension ReportPage {
  /// Enough to make the report again, and the formulas with their sources.
  func provenanceSection() -> Markup {
    .tag("section", ["id": "made"]) {
      Markup.tag("h2") { "How this was made" }
      Markup.tag("p", ["class": "command"]) {
        Markup.tag("code") { record.provenance.command }
      }
      Markup.tag("dl") {
        for (term, text) in Provenance(record).facts {
          Markup.tag("dt") { term }
          Markup.tag("dd") { text }
        }
      }
      modelsTable()
      inputsTable()
      Markup.tag("h3") { "Formulas" }
      for formula in Provenance.formulas {
        Markup.tag("p") {
          Markup.tag("strong") { formula.name + ". " }
          formula.text
        }
      }
    }
  }

  private func modelsTable() -> Markup {
    table("Models", caption: "Models and the weights of the interpolated cost") {
      columnHead("Model", isNumber: false)
      columnHead("What it is", isNumber: false)
      columnHead("Acoustic")
      columnHead("Language")
      columnHead("Total")
      columnHead("β")
      columnHead("Digest", isNumber: false)
    } body: {
      for model in record.models {
        Markup.tag("tr") {
          modelHead(model.identity.name)
          Markup.tag("td", ["class": "text"]) { model.identity.summary }
          for weight in [
            model.interpolation.acoustic, model.interpolation.language, model.interpolation.total,
            model.interpolation.secondPass,
          ] {
            numberCell(FigureFormat.decimal(weight, digits: 3))
          }
          digestCell(model.identity.digest)
        }
      }
    }
  }

  private func inputsTable() -> Markup {
    table("Inputs", caption: "Corpora and lexicon (the first 12 digits of each SHA-256)") {
      columnHead("Input", isNumber: false)
      columnHead("Digest", isNumber: false)
    } body: {
      for corpus in record.corpora {
        Markup.tag("tr") {
          Markup.tag("th", ["scope": "row"]) { "corpus \(corpus.name)" }
          digestCell(corpus.digest)
        }
      }
      for source in record.provenance.namedSources {
        Markup.tag("tr") {
          Markup.tag("th", ["scope": "row"]) { source.name }
          digestCell(source.digest)
        }
      }
    }
  }

  private func digestCell(_ digest: Digest) -> Markup {
    .tag("td") { Markup.tag("code", ["title": digest.hexadecimal]) { digest.short } }
  }
}
