import Perturbations
import Rescoring
import Robustness
package import RobustnessRuns
import Transcripts

/// What a reader should know before the figures: of the lists, and of the weights of models.
package struct Notices: Sendable {
  /// A sentence each, with the name of the corpus or model that it is about.
  package let sentences: [String]

  package init(_ record: RunRecord) {
    var sentences: [String] = []
    for corpus in record.corpora {
      for notice in corpus.notices ?? [] { sentences.append("\(corpus.name): \(notice).") }
    }
    for corpus in record.corpora {
      for what in Self.idle(corpus) {
        sentences.append(
          "\(corpus.name): \(what) changed no list, so the figures under it are those of the clean lists."
        )
      }
    }
    for corpus in record.corpora {
      for model in corpus.models {
        if let cut = model.cutTexts?.description {
          sentences.append("\(corpus.name): \(model.model) \(cut).")
        }
      }
    }
    for model in record.models where record.provenance.isCircular(model.identity) {
      sentences.append(
        "\(model.identity.name) is circular: perturbations are drawn with the same language model, so it "
          + "is fooled by construction, and the report never calls it the best.")
    }
    self.sentences = sentences + Self.ofWeights(record.models)
  }

  /// The perturbations that changed nothing, or the conditions where others of the same perturbation did.
  private static func idle(_ corpus: CorpusRecord) -> [String] {
    let conditions = corpus.coverage.map(\.condition)
    var found: [String] = []
    for condition in conditions where corpus.isIdle(condition) {
      let name = condition.perturbation
      let isAll = conditions.allSatisfy { $0.perturbation != name || corpus.isIdle($0) }
      let what = isAll ? Wording.spelledOut(name) : Wording.condition(condition)
      if !found.contains(what) { found.append(what) }
    }
    return found
  }

  /// What is said of weights, in one sentence for all models of which the same is said but for a figure at its
  /// end: "lora and lorb: weights tuned on dev, where they give a WER of 12.1% and 12.3%."
  private static func ofWeights(_ models: [ModelRecord]) -> [String] {
    var groups: [(start: String, models: [String], figures: [String])] = []
    for model in models {
      for notice in model.weights?.notices ?? [] {
        let figure = notice.firstMatch(of: /[0-9.]+%$/).map { String($0.0) }
        let start = String(notice.dropLast(figure?.count ?? 0))
        // "Its" speaks of one model.
        if !notice.contains("its "),
          let place = groups.firstIndex(where: {
            $0.start == start && $0.figures.isEmpty == (figure == nil)
          })
        {
          groups[place].models.append(model.identity.name)
          figure.map { groups[place].figures.append($0) }
        } else {
          groups.append((start, [model.identity.name], figure.map { [$0] } ?? []))
        }
      }
    }
    return groups.map { group in
      "\(Wording.list(group.models)): \(group.start)\(Wording.list(group.figures))."
    }
  }

  /// A sentence on where the weights of each model come from, with models of the same source
  /// together; nil if nothing is known.
  static func weights(_ record: RunRecord) -> String? {
    var sources: [(text: String, models: [String])] = []
    for model in record.models {
      guard let text = model.weights.map(text) else { continue }
      if let place = sources.firstIndex(where: { $0.text == text }) {
        sources[place].models.append(model.identity.name)
      } else {
        sources.append((text, [model.identity.name]))
      }
    }
    guard !sources.isEmpty else { return nil }
    return sources.map { "\(Wording.list($0.models)): \($0.text)" }.joined(separator: "; ")
  }

  private static func text(_ source: WeightSource) -> String {
    var text = source.origin == .model ? "stored with the model" : "tuned for this run"
    if let lists = source.tunedOn {
      text += source.origin == .model ? ", tuned on" : " on"
      text += " \(lists.name) (\(lists.digest.short))"
    }
    if let corpus = source.rescaledTo { text += ", rescaled to \(corpus)" }
    return text
  }
}
