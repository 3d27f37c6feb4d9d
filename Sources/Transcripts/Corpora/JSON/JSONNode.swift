import Artifacts

/// A value in a JSON document, with the words that say where it stands: file, line and path of keys.
struct JSONNode {
  let value: JSONValue
  /// The path of keys that leads to it from the utterance, such as `hyp_3.score`.
  let key: String
  let path: String
  /// The line at which its element begins, counted from 1.
  let line: Int

  init(_ value: JSONValue, key: String = "", path: String, line: Int) {
    self.value = value
    self.key = key
    self.path = path
    self.line = line
  }

  /// The member with this key; nil if there is none or it is null.
  subscript(key: String) -> JSONNode? {
    guard case .object(let members) = value else { return nil }
    for member in members where member.key == key {
      if case .null = member.value { return nil }
      return JSONNode(member.value, key: joined(key), path: path, line: line)
    }
    return nil
  }

  /// The first member that has one of these keys.
  func first(of keys: [String]) -> JSONNode? {
    for key in keys {
      if let node = self[key] { return node }
    }
    return nil
  }

  /// - Throws: ``CorpusError/missingKey(path:line:key:)``.
  func required(_ key: String) throws(CorpusError) -> JSONNode {
    guard let node = self[key] else {
      throw .missingKey(path: path, line: line, key: joined(key))
    }
    return node
  }

  /// The members of an object, in their order.
  ///
  /// - Throws: ``CorpusError/wrongType(path:line:key:expected:found:)``.
  func members() throws(CorpusError) -> [(key: String, node: JSONNode)] {
    guard case .object(let members) = value else { throw wrongType("an object") }
    return members.map {
      ($0.key, JSONNode($0.value, key: joined($0.key), path: path, line: line))
    }
  }

  /// The elements of an array, in their order.
  ///
  /// - Throws: ``CorpusError/wrongType(path:line:key:expected:found:)``.
  func elements() throws(CorpusError) -> [JSONNode] {
    guard case .array(let values) = value else { throw wrongType("an array") }
    return values.enumerated().map {
      JSONNode($0.element, key: "\(key)[\($0.offset)]", path: path, line: line)
    }
  }

  var isObject: Bool { if case .object = value { true } else { false } }
  var isArray: Bool { if case .array = value { true } else { false } }
  var isString: Bool { if case .string = value { true } else { false } }
  var isNumber: Bool { if case .number = value { true } else { false } }

  /// - Throws: ``CorpusError/wrongType(path:line:key:expected:found:)``.
  func string() throws(CorpusError) -> String {
    guard case .string(let text) = value else { throw wrongType("a string") }
    return text
  }

  /// An id: a text, or a number as it is written.
  ///
  /// - Throws: ``CorpusError/wrongType(path:line:key:expected:found:)``.
  func id() throws(CorpusError) -> String {
    switch value {
    case .string(let text): return text
    case .number(_, let text): return text
    default: throw wrongType("a string or a number")
    }
  }

  /// - Throws: ``CorpusError/wrongType(path:line:key:expected:found:)``.
  func number() throws(CorpusError) -> Double {
    guard case .number(let number, _) = value else { throw wrongType("a number") }
    return number
  }

  /// The texts, numbers and truth values among the members, without those of other keys.
  func fields(except keys: [String]) -> [String: FieldValue] {
    value.fields(except: keys)
  }

  /// The error that something else stands here than what was expected.
  func wrongType(_ expected: String) -> CorpusError {
    .wrongType(
      path: path, line: line, key: key.isEmpty ? "the element" : key, expected: expected,
      found: value.found)
  }

  /// The error that something is wrong with what stands here.
  func wrong(expected: String, found: String) -> CorpusError {
    .wrongType(
      path: path, line: line, key: key.isEmpty ? "the element" : key, expected: expected,
      found: found)
  }

  private func joined(_ key: String) -> String { self.key.isEmpty ? key : self.key + "." + key }
}
