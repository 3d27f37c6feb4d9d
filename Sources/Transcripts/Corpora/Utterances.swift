import Artifacts

/// Utterances in their order: in memory as long as they are few, and of a large corpus packed into a temporary file,
/// from which each is read when it is asked for.
///
/// So what can be done with a hundred utterances can be done with a million. Whoever needs all of them in memory
/// makes an array.
public struct Utterances: RandomAccessCollection, Sendable {
  private let stored: Spooled<Utterance>
  /// About how many bytes of what is made of them may stay in memory.
  private let room: Int

  public init(_ utterances: [Utterance]) {
    stored = Spooled(utterances)
    room = UtterancesBuilder.usualRoom
  }

  fileprivate init(stored: Spooled<Utterance>, room: Int) {
    self.stored = stored
    self.room = room
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { stored.count }
  public subscript(position: Int) -> Utterance { stored[position] }

  /// Whether all of them are in memory, where each access costs nothing.
  package var areInMemory: Bool { stored.inMemory != nil }

  /// The utterances with each one transformed.
  package func mapped(_ transform: (Utterance) -> Utterance) -> Utterances {
    if let all = stored.inMemory { return Utterances(all.map(transform)) }
    var builder = UtterancesBuilder(room: room)
    for utterance in stored { builder.append(transform(utterance)) }
    return builder.finish()
  }

  /// The utterances at these places, in this order.
  package func selecting(_ indices: [Int]) -> Utterances {
    if let all = stored.inMemory { return Utterances(indices.map { all[$0] }) }
    var builder = UtterancesBuilder(room: room)
    for index in indices { builder.append(stored[index]) }
    return builder.finish()
  }
}

extension Utterances: Equatable {
  public static func == (left: Utterances, right: Utterances) -> Bool {
    left.elementsEqual(right)
  }

  public static func == (left: Utterances, right: [Utterance]) -> Bool {
    left.elementsEqual(right)
  }
}

/// Collects utterances as they are read.
package struct UtterancesBuilder: ~Copyable {
  private var builder: Spooled<Utterance>.Builder
  private let room: Int

  /// About how many bytes of utterances stay in memory: some 12,000 lists of ten hypotheses.
  fileprivate static let usualRoom = 1 << 24

  /// - Parameter room: about how many bytes of them stay in memory; nil for as many as is usual.
  package init(room: Int? = nil) {
    self.room = room ?? Self.usualRoom
    builder = Spooled.Builder(
      room: self.room, size: { $0.memory }, encode: { $0.encode(into: &$1) },
      decode: { Utterance(from: &$0) })
  }

  package mutating func append(_ utterance: Utterance) { builder.append(utterance) }

  package consuming func finish() -> Utterances {
    let room = room
    return Utterances(stored: builder.finish(), room: room)
  }
}

extension Utterance {
  /// About how many bytes of memory it takes.
  fileprivate var memory: Int {
    let context = nBest.context?.previous.reduce(64) { $0 + 16 + $1.utf8.count } ?? 0
    return nBest.hypotheses.reduce(
      128 + id.utf8.count + reference.utf8.count + 64 * fields.count + context
    ) {
      $0 + 112 + $1.text.utf8.count
    }
  }

  fileprivate func encode(into record: inout RecordWriter) {
    record.append(id)
    record.append(hasReference ? 1 : 0)
    record.append(reference)
    record.append(fields.count)
    // The order of a dictionary doesn't show in the dictionary that is made of it.
    for (name, value) in fields {
      record.append(name)
      switch value {
      case .text(let text):
        record.append(0)
        record.append(text)
      case .number(let number):
        record.append(1)
        record.append(number)
      case .flag(let flag): record.append(flag ? 3 : 2)
      }
    }
    record.append(nBest.context == nil ? 0 : 1)
    if let context = nBest.context {
      record.append(context.id)
      record.append(context.place)
      record.append(context.previous.count)
      for text in context.previous { record.append(text) }
    }
    record.append(nBest.count)
    for hypothesis in nBest.hypotheses {
      let costs = hypothesis.costs
      record.append(hypothesis.text)
      record.append((costs.acoustic == nil ? 0 : 1) + (costs.language == nil ? 0 : 2))
      record.append(costs.total)
      if let acoustic = costs.acoustic { record.append(acoustic) }
      if let language = costs.language { record.append(language) }
    }
  }

  fileprivate init(from record: inout RecordReader) {
    let id = record.text()
    let hasReference = record.number() == 1
    let reference = record.text()
    var fields: [String: FieldValue] = [:]
    for _ in 0..<record.number() {
      let name = record.text()
      fields[name] =
        switch record.number() {
        case 0: .text(record.text())
        case 1: .number(record.double())
        case 2: .flag(false)
        default: .flag(true)
        }
    }
    var context: ListContext?
    if record.number() == 1 {
      let (id, place) = (record.text(), record.number())
      context = ListContext(
        id: id, place: place, previous: (0..<record.number()).map { _ in record.text() })
    }
    let count = record.number()
    var hypotheses: [Hypothesis] = []
    hypotheses.reserveCapacity(count)
    for _ in 0..<count {
      let text = record.text()
      let parts = record.number()
      let total = record.double()
      let acoustic = parts & 1 == 0 ? nil : record.double()
      let language = parts & 2 == 0 ? nil : record.double()
      hypotheses.append(
        Hypothesis(
          text: text, costs: FirstPassCosts(acoustic: acoustic, language: language, total: total)))
    }
    self.init(
      id: id, reference: hasReference ? reference : nil,
      nBest: NBestList(hypotheses, context: context), fields: fields)
  }
}
