import Foundation
import PropertyTesting

/// Decoding errors in words that name the key.
enum JSONFault {
  static func description(of error: any Error) -> String {
    switch error {
    case let error as ChoiceSequenceError: error.description
    case DecodingError.keyNotFound(let key, _): "no key \"\(key.stringValue)\""
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
      DecodingError.dataCorrupted(let context):
      context.codingPath.isEmpty
        ? "no JSON: \(context.debugDescription)"
        : "at key \"\(context.codingPath.map(\.stringValue).joined(separator: "."))\": "
          + context.debugDescription
    default: error.localizedDescription
    }
  }
}
