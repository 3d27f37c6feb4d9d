import Rescoring
import Robustness
import RobustnessRuns
import Transcripts

/// What a reader should know before the figures: of the lists, and of the weights of models.
struct Notices: Sendable {
  /// A sentence each, with the name of the corpus or model that it is about.
  let sentences: [String]

  init(_ record: RunRecord) {
    var sentences: [String] = []
    for corpus in record.corpora {
      for notice in corpus.notices ?? [] { sentences.append("\(corpus.name): \(notice).") }
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
    for model in record.models {
      for notice in model.weights?.notices ?? [] {
        sentences.append("\(model.identity.name): \(notice).")
      }
    }
    self.sentences = sentences
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
