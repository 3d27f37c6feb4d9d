import Foundation
import TOMLKit
import Transcripts

/// `mondegreen.toml`: what a project passes to commands, so that `mondegreen check` alone runs its gate.
///
/// ```toml
/// [check]
/// corpus = "hyporadise:lists.json"
/// model = ["mine=process:python3 score.py"]
/// require = ["failures(rank-stability) <= 10%"]
/// ```
///
/// A table has the name of a command, and its keys are names of the command's options: a text or a number is an
/// option's value, an array gives the option several times, and `true` sets a flag. An option that is typed
/// replaces the file's. The file is looked for in the current folder; `--no-project` passes it over.
enum ProjectFile {
  static let name = "mondegreen.toml"
  private static let ignoring = "--no-project"

  /// A value of an option.
  private enum Value: Decodable {
    case one(String)
    case several([String])
    case flag(Bool)

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let flag = try? container.decode(Bool.self) {
        self = .flag(flag)
      } else if let value = try? container.decode(Scalar.self) {
        self = .one(value.text)
      } else {
        self = .several(try container.decode([Scalar].self).map(\.text))
      }
    }
  }

  /// A text or a number, as it is typed.
  private struct Scalar: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Int.self) {
        text = "\(number)"
      } else if let number = try? container.decode(Double.self) {
        text = "\(number)"
      } else {
        text = try container.decode(String.self)
      }
    }
  }

  /// The arguments as they were typed, with the file's options behind the command's name.
  ///
  /// - Throws: a ``CommandFailure`` for a file that isn't of this form.
  static func arguments(_ typed: [String], in folder: String = ".") throws -> [String] {
    let options = typed.prefix { $0 != "--" }
    if options.contains(ignoring) {
      return options.filter { $0 != ignoring } + typed.dropFirst(options.count)
    }
    guard let command = typed.first, !command.hasPrefix("-"),
      let data = FileManager.default.contents(atPath: folder + "/" + name)
    else { return typed }
    let tables = try tables(data)
    let known = CommandNames.all
    if let unknown = tables.keys.sorted().first(where: { !known.contains($0) }) {
      throw CommandFailure(
        .badUsage,
        "\(name): expected tables with names of commands, found [\(unknown)]"
          + Suggestions.question(unknown, in: known))
    }
    guard let values = tables[command] else { return typed }
    var added: [String] = []
    for key in values.keys.sorted() {
      let option = "--" + key
      if options.contains(where: { $0 == option || $0.hasPrefix(option + "=") }) { continue }
      switch values[key]! {
      case .one(let value): added.append("\(option)=\(value)")
      case .several(let values): added += values.map { "\(option)=\($0)" }
      case .flag(true): added.append(option)
      case .flag(false): break
      }
    }
    // Before anything is said: the file may ask for JSON or for quiet.
    Terminal.listen(to: added)
    if !added.isEmpty { Terminal.complain("\(command): using options from \(name)") }
    return [command] + added + typed.dropFirst()
  }

  private static func tables(_ data: Data) throws -> [String: [String: Value]] {
    guard let text = String(data: data, encoding: .utf8) else {
      throw CommandFailure(.badData, "\(name): expected UTF-8 text, found other bytes")
    }
    do {
      return try TOMLDecoder().decode([String: [String: Value]].self, from: text)
    } catch let error as TOMLParseError {
      throw CommandFailure(
        .badData,
        "\(name):\(error.source.begin.line):\(error.source.begin.column): \(error.description)")
    } catch DecodingError.typeMismatch(_, let context) {
      throw malformed(context)
    } catch DecodingError.dataCorrupted(let context) {
      throw malformed(context)
    } catch {
      throw CommandFailure(.badData, "\(name): \(error)")
    }
  }

  private static func malformed(_ context: DecodingError.Context) -> CommandFailure {
    let key = context.codingPath.map(\.stringValue).joined(separator: ".")
    return CommandFailure(
      .badData,
      "\(name): \"\(key)\": expected a text, a number, true, false or an array in a command's table, found "
        + "something else")
  }
}
