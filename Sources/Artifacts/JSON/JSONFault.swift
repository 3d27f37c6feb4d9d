import Foundation

/// A decoding error in words that name the key.
package struct JSONFault: Sendable, CustomStringConvertible {
  /// The key that is missing; nil where something else is wrong.
  package let missingKey: String?
  /// "no key "version"", "at key "clean.0.text": expected …", "no JSON: …".
  package let description: String

  package init(_ error: any Error) {
    switch error {
    case DecodingError.keyNotFound(let key, let context):
      missingKey = key.stringValue
      let parent = Self.path(context)
      description =
        (parent.isEmpty ? "" : "at key \"\(parent)\": ") + "no key \"\(key.stringValue)\""
    case DecodingError.typeMismatch(let type, let context):
      missingKey = nil
      let path = Self.path(context)
      let found = Self.found(context.debugDescription)
      let expected = found == "none or several" ? "one key" : Self.name(of: type)
      description =
        path.isEmpty
        ? "\(found) instead of \(expected)"
        : "at key \"\(path)\": expected \(expected), found \(found)"
    case DecodingError.valueNotFound(let type, let context):
      missingKey = nil
      let path = Self.path(context)
      description =
        path.isEmpty
        ? "null instead of \(Self.name(of: type))"
        : "at key \"\(path)\": expected \(Self.name(of: type)), found null"
    case DecodingError.dataCorrupted(let context):
      missingKey = nil
      let path = Self.path(context)
      let reason = Self.plain(context.debugDescription)
      description = path.isEmpty ? "no JSON: \(reason)" : "at key \"\(path)\": \(reason)"
    case let error as any Error & CustomStringConvertible where !(type(of: error) is AnyClass):
      missingKey = nil
      description = error.description
    default:
      missingKey = nil
      description = error.localizedDescription
    }
  }

  /// A decoding error in words.
  package static func description(of error: any Error) -> String { JSONFault(error).description }

  /// The path in the document, such as "corpora.0.models".
  private static func path(_ context: DecodingError.Context) -> String {
    context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }
      .joined(separator: ".")
  }
}
