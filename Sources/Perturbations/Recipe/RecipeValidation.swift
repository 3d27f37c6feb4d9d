import Transcripts

/// An arbitrary key of a JSON object.
private struct AnyKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }
  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

extension Decoder {
  /// Throws at the first key that is not in `known`, so that a mistyped setting does not pass for a
  /// missing one.
  func expectKeys(_ known: [String]) throws {
    let values = try container(keyedBy: AnyKey.self)
    let unknown = values.allKeys.sorted { $0.stringValue < $1.stringValue }
      .first { !known.contains($0.stringValue) }
    if let unknown {
      throw DecodingError.dataCorruptedError(
        forKey: unknown, in: values,
        debugDescription: "expected one of the keys \(known.joined(separator: ", ")), found "
          + "\"\(unknown.stringValue)\"")
    }
  }
}

extension KeyedDecodingContainer {
  /// Throws an error saying that a value is not what was expected.
  func refuse(_ key: Key, expected: String, found: Any) throws -> Never {
    throw DecodingError.dataCorruptedError(
      forKey: key, in: self, debugDescription: "expected \(expected), found \(found)")
  }

  /// Reads a required name of an enumeration's case.
  func requiredChoice<Value: RawRepresentable<String> & CaseIterable>(
    _ key: Key, of type: Value.Type
  ) throws -> Value {
    guard let value = try choice(key, of: type) else {
      throw DecodingError.keyNotFound(
        key, DecodingError.Context(codingPath: codingPath, debugDescription: "missing"))
    }
    return value
  }

  /// Reads a name of an enumeration's case; nil if the key is missing.
  func choice<Value: RawRepresentable<String> & CaseIterable>(
    _ key: Key, of type: Value.Type
  ) throws -> Value? {
    guard let name = try decodeIfPresent(String.self, forKey: key) else { return nil }
    guard let value = Value(rawValue: name) else {
      let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
      try refuse(key, expected: "one of \(known)", found: "\"\(name)\"")
    }
    return value
  }
}

extension PerturbationSources {
  /// The digest's text if it is malformed, that is anything but 64 hexadecimal digits; otherwise
  /// nil.
  var malformedDigest: String? {
    [lexicon?.digest, frequencies, confusions?.digest, languageModel, pronunciations].compactMap(
      \.self
    )
    .first { !$0.isWellFormed }?.hexadecimal
  }
}
