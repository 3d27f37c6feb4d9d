// Exact counts: `count: 3` for `count: 3...3`.
extension Generator {
  /// Arrays of exactly `count` elements.
  public static func array<Element>(
    of element: Generator<Element>, count: Int
  ) -> Generator where Value == [Element] {
    array(of: element, count: count...count)
  }

  /// Arrays of exactly `count` elements, no two of them equal.
  public static func distinctArray<Element: Hashable & SendableMetatype>(
    of element: Generator<Element>, count: Int
  ) -> Generator where Value == [Element] {
    distinctArray(of: element, count: count...count)
  }

  /// Sets of exactly `count` elements.
  public static func set<Element: Hashable & SendableMetatype>(
    of element: Generator<Element>, count: Int
  ) -> Generator where Value == Set<Element> {
    set(of: element, count: count...count)
  }

  /// Dictionaries of exactly `count` entries.
  public static func dictionary<Key: Hashable & SendableMetatype, Element: SendableMetatype>(
    of key: Generator<Key>, _ element: Generator<Element>, count: Int
  ) -> Generator where Value == [Key: Element] {
    dictionary(of: key, element, count: count...count)
  }
}

extension Generator<String> {
  /// Texts of exactly `count` letters.
  public static func text(of alphabet: Alphabet = .ascii, count: Int) -> Generator {
    text(of: alphabet, count: count...count)
  }
}

extension Generator<[UInt8]> {
  /// Exactly `count` bytes.
  public static func bytes(count: Int) -> Generator { bytes(count: count...count) }
}

extension Generator where Value: CaseIterable & Sendable & Equatable {
  /// One of the cases, every one equally likely; the first is the simplest.
  public static func anyCase() -> Generator { element(of: Array(Value.allCases)) }
}
