import Artifacts
import Foundation
import Perturbations

/// Moved choices as a page carries them: JSON, gzip, base64.
///
/// Each text stands once; rows are numbers. The script that reads them is ``BrowserScript``:
///
///     { "texts": [text], "models": [name], "conditions": [text], "utterances": [[id, reference]],
///       "rows": [[utterance, model, condition, draw, clean, perturbed, staying, added errors]] }
///
/// References and texts are places in `texts`; −1 stands for no staying text, and null for no count.
struct MovedChoicesData {
  private let encoded: Encoded

  private struct Encoded: Encodable {
    var texts: [String] = []
    var models: [String] = []
    var conditions: [String] = []
    var utterances: [[Place]] = []
    var rows: [[Int?]] = []
  }

  /// An id or the place of a text.
  private enum Place: Encodable {
    case id(String)
    case text(Int)

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .id(let id): try container.encode(id)
      case .text(let place): try container.encode(place)
      }
    }
  }

  init(_ choices: [MovedChoice]) {
    var encoded = Encoded()
    var texts: [String: Int] = [:]
    var models: [String: Int] = [:]
    var conditions: [PerturbationCondition: Int] = [:]
    var utterances: [String: Int] = [:]
    func text(_ text: String) -> Int {
      if let place = texts[text] { return place }
      texts[text] = encoded.texts.count
      encoded.texts.append(text)
      return encoded.texts.count - 1
    }
    for choice in choices {
      let utterance =
        utterances[choice.utterance]
        ?? {
          let place = encoded.utterances.count
          encoded.utterances.append([.id(choice.utterance), .text(text(choice.reference))])
          utterances[choice.utterance] = place
          return place
        }()
      let model =
        models[choice.model]
        ?? {
          encoded.models.append(choice.model)
          models[choice.model] = encoded.models.count - 1
          return encoded.models.count - 1
        }()
      let condition =
        conditions[choice.condition]
        ?? {
          encoded.conditions.append(Wording.condition(choice.condition))
          conditions[choice.condition] = encoded.conditions.count - 1
          return encoded.conditions.count - 1
        }()
      encoded.rows.append([
        utterance, model, condition, choice.draw, text(choice.clean), text(choice.perturbed),
        choice.staying.map(text) ?? -1, choice.addedErrors,
      ])
    }
    self.encoded = encoded
  }

  /// What the page embeds.
  var base64: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let json = try? encoder.encode(encoded) else {
      preconditionFailure("texts and whole numbers can always be written as JSON")
    }
    return Gzip.compress(json).base64EncodedString()
  }
}
