import Foundation
import Transcripts

/// What stands behind a scheme in a model's name: where the model is, and after a question mark options, as in a
/// URL: `TARGET?name=value&flag`.
struct QueriedReference {
  let target: String
  /// Values by option in the order given; a flag's is empty.
  let options: [(name: String, value: String)]

  /// - Parameters:
  ///   - text: what follows the scheme.
  ///   - scheme: the scheme, for messages.
  ///   - known: the options that there are, flags included.
  ///   - flags: those of them without a value.
  /// - Throws: a ``CommandFailure`` of bad usage.
  init(
    _ text: String, scheme: ModelScheme, known: [String], flags: Set<String> = []
  ) throws {
    let parts = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let target = try Self.decoded(parts[0], scheme)
    let place = "--model \(scheme.rawValue)\(target)"
    var options: [(String, String)] = []
    for option in parts.count > 1 ? parts[1].split(separator: "&") : [] {
      let sides = option.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(sides[0])
      guard known.contains(name) else {
        throw CommandFailure(
          .badUsage,
          "\(place): expected \(known.count == 1 ? "the option" : "options among") "
            + "\(known.joined(separator: ", ")), found \"\(name)\""
            + Suggestions.question(name, in: known))
      }
      guard (sides.count == 2) != flags.contains(name) else {
        throw CommandFailure(
          .badUsage,
          "\(place): expected \(flags.contains(name) ? name : name + "=VALUE"), found \"\(option)\""
        )
      }
      guard !options.contains(where: { $0.0 == name }) else {
        throw CommandFailure(
          .badUsage, "\(place): expected each option once, found \(name) twice")
      }
      options.append((name, sides.count == 2 ? try Self.decoded(sides[1], scheme) : ""))
    }
    self.target = target
    self.options = options
  }

  private static func decoded(_ text: Substring, _ scheme: ModelScheme) throws -> String {
    guard let decoded = String(text).removingPercentEncoding else {
      throw CommandFailure(
        .badUsage,
        "--model \(scheme.rawValue): expected % only before two hexadecimal digits (%25 for itself), found "
          + "\"\(text)\"")
    }
    return decoded
  }
}
