import Artifacts
import Foundation
import Perturbations

/// Moved choices as a page carries them: JSON, gzip, base64.
///
/// Each text stands once; rows are numbers. The script that reads them is ``BrowserScript``:
///
///     { "texts": [text], "models": [name], "conditions": [text], "corpora": [name],
///       "utterances": [[id, reference, corpus]], "clean": [[text]],
///       "lists": [{ "clean": list, "ranks": [rank], "changed": [place, text, place, text, …] }],
///       "rows": [[utterance, model, condition, draw, clean, perturbed, staying, added errors, list]] }
///
/// A perturbed list has the clean one's texts at its `ranks`, from 1 (without them in its order), but for those
/// that changed.
/// References and texts are places in `texts`; −1 stands for no staying text, and null for no count.
struct MovedChoicesData {
  private let encoded: Encoded

  private struct Encoded: Encodable {
    var texts: [String] = []
    var models: [String] = []
    var conditions: [String] = []
    var corpora: [String] = []
    var utterances: [[Place]] = []
    var clean: [[Int]] = []
    var lists: [List] = []
    var rows: [[Int?]] = []
  }

  private struct List: Encodable, Hashable {
    let clean: Int
    let ranks: [Int]?
    let changed: [Int]
  }

  /// Different values in the order in which they came.
  private struct Places<Value: Hashable> {
    private(set) var values: [Value] = []
    private var known: [Value: Int] = [:]

    var count: Int { values.count }

    mutating func place(of value: Value) -> Int {
      if let place = known[value] { return place }
      known[value] = values.count
      values.append(value)
      return values.count - 1
    }
  }

  /// An id or a place.
  private enum Place: Encodable {
    case id(String)
    case place(Int)

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .id(let id): try container.encode(id)
      case .place(let place): try container.encode(place)
      }
    }
  }

  init(_ choices: [MovedChoice]) {
    var encoded = Encoded()
    var texts = Places<String>()
    var models = Places<String>()
    var conditions = Places<PerturbationCondition>()
    var corpora = Places<String>()
    var utterances = Places<[String]>()
    var clean = Places<[Int]>()
    var lists = Places<List>()
    for choice in choices {
      let corpus = corpora.place(of: choice.corpus)
      let known = utterances.count
      let utterance = utterances.place(of: [choice.corpus, choice.utterance])
      if utterance == known {
        let reference = texts.place(of: choice.reference)
        encoded.utterances.append([
          .id(PrintableText.shown(choice.utterance)), .place(reference), .place(corpus),
        ])
      }
      encoded.rows.append([
        utterance, models.place(of: choice.model), conditions.place(of: choice.condition),
        choice.draw, texts.place(of: choice.clean), texts.place(of: choice.perturbed),
        choice.staying.map { texts.place(of: $0) } ?? -1, choice.addedErrors,
        choice.lists.map { pair in
          let places = pair.clean.map { texts.place(of: $0) }
          var changed: [Int] = []
          for (place, (rank, text)) in zip(pair.ranks, pair.perturbed).enumerated()
          where !text.utf8.elementsEqual(pair.clean[rank - 1].utf8) {
            changed += [place + 1, texts.place(of: text)]
          }
          return lists.place(
            of: List(
              clean: clean.place(of: places),
              ranks: pair.ranks == Array(1...pair.clean.count) ? nil : pair.ranks, changed: changed)
          )
        } ?? -1,
      ])
    }
    // A script puts them into the page as texts; these marks would still be obeyed there.
    encoded.texts = texts.values.map { PrintableText.shown($0) }
    encoded.models = models.values
    encoded.conditions = conditions.values.map { Wording.condition($0) }
    encoded.corpora = corpora.values
    encoded.clean = clean.values
    encoded.lists = lists.values
    self.encoded = encoded
  }

  /// The data that the page embeds.
  var base64: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let json = try? encoder.encode(encoded) else {
      preconditionFailure("texts and whole numbers can always be written as JSON")
    }
    return Gzip.compress(json).base64EncodedString()
  }
}
