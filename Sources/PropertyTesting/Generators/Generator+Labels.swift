extension Generator {
  /// The same values, each with the labels that `labels` gives it; a run counts how many cases
  /// carry each.
  ///
  ///     lists.labeled { list in list == list.sorted() ? ["sorted"] : [] }
  @inlinable
  public func labeled(_ labels: @escaping @Sendable (Value) -> [String]) -> Generator {
    Generator.ifPossible({ source in
      guard let value = self.drawIfPossible(from: &source) else { return nil }
      for label in labels(value) { source.label(label) }
      return value
    }) { value, encoder throws(ChoiceEncodingError) in
      try self.encode(value, into: &encoder)
    }
  }
}
