/// What a file in a format can say of an utterance, beside the texts of its hypotheses.
public struct CorpusContents: OptionSet, Hashable, Sendable {
  public let rawValue: Int

  public init(rawValue: Int) { self.rawValue = rawValue }

  /// Only the id and the text of the first hypothesis.
  public static let writing = CorpusContents(rawValue: 1 << 0)
  /// References.
  public static let references = CorpusContents(rawValue: 1 << 1)
  /// Lists of more than one hypothesis.
  public static let lists = CorpusContents(rawValue: 1 << 2)
  /// What the first pass ranked by.
  public static let totals = CorpusContents(rawValue: 1 << 3)
  /// Acoustic and language costs.
  public static let parts = CorpusContents(rawValue: 1 << 4)
  /// The fields voice, speed, snr and source.
  public static let commonFields = CorpusContents(rawValue: 1 << 5)
  /// Fields of any name.
  public static let fields = CorpusContents(rawValue: 1 << 6)
  /// The absence of a reference, as opposed to a silent one.
  public static let unreferenced = CorpusContents(rawValue: 1 << 7)

  /// Everything that an utterance has.
  public static let everything: CorpusContents = [
    .writing, .references, .lists, .totals, .parts, .commonFields, .fields, .unreferenced,
  ]
}

extension Utterance {
  /// The utterance with what a format can say of it, and nothing else.
  ///
  /// - Parameter contents: what the format can say.
  public func reduced(to contents: CorpusContents) -> Utterance {
    var hypotheses = nBest.hypotheses
    if !contents.contains(.lists) { hypotheses = Array(hypotheses.prefix(1)) }
    if !contents.contains([.totals, .parts]) {
      hypotheses = hypotheses.map { hypothesis in
        let costs = hypothesis.costs
        return Hypothesis(
          text: hypothesis.text,
          costs: FirstPassCosts(
            acoustic: contents.contains(.parts) ? costs.acoustic : nil,
            language: contents.contains(.parts) ? costs.language : nil,
            total: contents.contains(.totals) ? costs.total : 0))
      }
    }
    var fields = self.fields
    if !contents.contains(.fields) {
      fields = fields.filter {
        contents.contains(.commonFields) && Self.commonFields.contains($0.key)
      }
    }
    let reference: String? =
      contents.contains(.references)
      ? (hasReference || contents.contains(.unreferenced) ? referenceIfKnown : "") : nil
    return Utterance(
      id: id, reference: reference, nBest: NBestList(hypotheses), fields: fields)
  }
}
