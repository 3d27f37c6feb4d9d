extension Generator {
  /// Dictionaries with as many entries as `count` says.
  ///
  /// Like a set, a dictionary has no order that one may rely on: a property that goes through its
  /// entries should sort them.
  public static func dictionary<Key: Hashable & SendableMetatype, Element: SendableMetatype>(
    of key: Generator<Key>, _ element: Generator<Element>, count: ClosedRange<Int> = 0...16
  ) -> Generator where Value == [Key: Element] {
    guard count.lowerBound >= 0 else { return .impossible("no dictionary has \(count) entries") }
    return Generator.ifPossible({ source in
      let entries = source.distinctArray(of: key, count: count) { key, source in
        element.drawIfPossible(from: &source).map { (key, $0) }
      }
      // A case that is over may repeat a key.
      return entries.map { Dictionary($0) { first, _ in first } }
    }) { entries, encoder throws(ChoiceEncodingError) in
      // In the order of their choices: a dictionary's own order changes from process to process.
      var ordered: [(choices: ChoiceSequence, key: Key, element: Element)] = []
      for (name, value) in entries {
        var single = ChoiceEncoder()
        try key.encode(name, into: &single)
        ordered.append((single.encoded, name, value))
      }
      ordered.sort { $0.choices < $1.choices }
      try encoder.array(ordered, count: count) { (entry, encoder) throws(ChoiceEncodingError) in
        try key.encode(entry.key, into: &encoder)
        try element.encode(entry.element, into: &encoder)
      }
    }
  }
}
