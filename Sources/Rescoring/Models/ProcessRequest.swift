import Foundation
import Transcripts

/// A line that asks a program for costs.
struct ProcessRequest: Encodable {
  /// How the program's answers can be told apart; it may repeat the number.
  let request: Int
  /// The version, in the first request alone.
  let `protocol`: Int?
  let texts: [String]
  /// How many of the texts make a list, and where it stands; nil for a program that doesn't ask.
  let lists: [List]?

  struct List: Encodable {
    /// Texts of this list.
    let count: Int
    let id: String?
    let place: Int?
    /// The latest last.
    let previous: [String]?
    let costs: [FirstPassCosts]?
  }

  /// The first request: one text, whose cost nobody needs.
  static func greeting(number: Int) -> ProcessRequest {
    ProcessRequest(
      request: number, protocol: ProcessGreeting.version, texts: ["hello"], lists: nil)
  }

  /// A request for the costs of some lists.
  init(_ lists: [NBestList], number: Int, context: ProcessGreeting.Context?) {
    self.init(
      request: number, protocol: nil, texts: lists.flatMap(\.texts),
      lists: context.map { wanted in lists.map { List($0, wanted) } })
  }

  private init(request: Int, `protocol`: Int?, texts: [String], lists: [List]?) {
    self.request = request
    self.protocol = `protocol`
    self.texts = texts
    self.lists = lists
  }

  /// JSON and a line feed.
  var line: Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
    guard let line = try? encoder.encode(self) else {
      preconditionFailure("strings and finite numbers are always JSON")
    }
    return line + [0x0A]
  }
}

extension ProcessRequest.List {
  fileprivate init(_ list: NBestList, _ wanted: ProcessGreeting.Context) {
    count = list.count
    id = wanted.id ? list.context?.id : nil
    place = wanted.id ? list.context?.place : nil
    previous =
      wanted.previous > 0
      ? list.context.map { Array($0.previous.suffix(wanted.previous)) } ?? [] : nil
    costs = wanted.costs ? list.hypotheses.map(\.costs) : nil
  }
}
