import Transcripts

/// How the values of a corpus's field become parts of a breakdown.
struct FieldParts {
  /// Numbers that are more than that become four parts of about equal size.
  private static let numbers = 12
  /// Texts beyond that many, the rarest, become one part.
  private static let texts = 30

  /// The part of each utterance.
  let parts: [ListParts.Part]

  /// - Parameter values: by utterance; nil where the corpus says nothing.
  init(_ values: [String?]) {
    let known = values.compactMap(\.self)
    let numbers = known.compactMap { Double($0) }.filter(\.isFinite)
    let part: (String) -> ListParts.Part
    let last: Int
    if numbers.count == known.count {
      let distinct = Set(numbers).sorted()
      (part, last) =
        distinct.count > Self.numbers
        ? Self.quarters(of: numbers.sorted())
        : (
          { value in
            .init(place: distinct.firstIndex(of: Double(value) ?? 0) ?? 0, name: value)
          }, distinct.count
        )
    } else {
      (part, last) = Self.commonest(of: known)
    }
    parts = values.map { $0.map(part) ?? ListParts.Part(place: last, name: "not given") }
  }

  private static func commonest(of texts: [String]) -> ((String) -> ListParts.Part, Int) {
    let counts = Dictionary(texts.map { ($0, 1) }, uniquingKeysWith: +)
    let order = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    let kept = Set(order.prefix(Self.texts))
    return (
      { kept.contains($0) ? .init(place: 0, name: $0) : .init(place: 1, name: "other values") }, 2
    )
  }

  /// - Parameter sorted: more than four different numbers.
  private static func quarters(of sorted: [Double]) -> ((String) -> ListParts.Part, Int) {
    let bounds = (1...3).map { sorted[$0 * sorted.count / 4] }
    let limits = [sorted[0]] + bounds + [sorted[sorted.count - 1]]
    return (
      { value in
        let number = Double(value) ?? 0
        let place = bounds.count { number >= $0 }
        return .init(
          place: place,
          name: place == 3
            ? "\(limits[3]) to \(limits[4])" : "\(limits[place]) to below \(limits[place + 1])")
      }, 4
    )
  }
}

extension PreparedCorpus {
  /// The parts of utterances by the values of fields, of those that the corpus has.
  func fieldParts(_ names: [String]) -> [String: [ListParts.Part]] {
    var parts: [String: [ListParts.Part]] = [:]
    for name in names {
      let values = utterances.map { $0.field(name) }
      if values.contains(where: { $0 != nil }) { parts[name] = FieldParts(values).parts }
    }
    return parts
  }
}

extension ListParts {
  /// The values of a field.
  ///
  /// - Parameter parts: by utterance; nil where none has the field.
  static func field(_ name: String, _ parts: [Part]?) -> ListParts {
    guard let parts else {
      return ListParts(.field, field: name, reason: "no utterance has the field \"\(name)\"") {
        _, _ in []
      }
    }
    return ListParts(.field, field: name) { utterance, _ in [parts[utterance]] }
  }
}
