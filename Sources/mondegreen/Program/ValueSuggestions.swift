import Transcripts

/// Adds to the parser's complaint about a value the one that may have been meant.
enum ValueSuggestions {
  /// The parser's message, with a question behind its first sentence if a value is close to one that it lists.
  static func explained(_ message: String) -> String {
    // "The value 'homophone' is invalid for '--perturbation <kind>'. Please provide one of …"
    let pattern = /The value '(?<value>[^']*)' is invalid for '[^']*'\. (?=Please provide one of)/
    guard let match = message.firstMatch(of: pattern) else { return message }
    let known = values(in: message[match.range.upperBound...])
    let near = Suggestions.near(String(match.value), in: known, limit: 3)
    guard !near.isEmpty else { return message }
    return message[..<match.range.upperBound] + "Did you mean \(near.joined(separator: " or "))? "
      + message[match.range.upperBound...]
  }

  /// Few values stand between quotation marks, many in lines of their own.
  private static func values(in list: Substring) -> [String] {
    let lines = list.split(separator: "\n").compactMap { line in
      line.hasPrefix("  - ") ? String(line.dropFirst(4)) : nil
    }
    guard lines.isEmpty else { return lines }
    return (list.split(separator: "\n").first ?? "").matches(of: /'([^']*)'/).map { String($0.1) }
  }
}
