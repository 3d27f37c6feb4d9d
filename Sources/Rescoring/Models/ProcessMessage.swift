import Foundation

/// The two kinds of line that ``ProcessModel`` exchanges.
enum ProcessMessage {
  private struct Request: Encodable {
    let texts: [String]
  }

  private struct Answer: Decodable {
    let costs: [Double]?
    let error: String?
  }

  /// `{"texts":[…]}` and a line feed.
  static func request(_ texts: [String]) -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    guard let line = try? encoder.encode(Request(texts: texts)) else {
      preconditionFailure("strings are always JSON")
    }
    return line + [0x0A]
  }

  /// The costs in an answer, held against what was asked.
  static func costs(
    in line: Data, for texts: [String], model: String
  ) throws(RescoringError) -> [Double] {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    guard
      let answer = (try? decoder.decode(Answer.self, from: line))
        ?? (try? decoder.decode(Answer.self, from: quotingNonNumbers(in: line)))
    else {
      throw .failed(model: model, reason: "expected {\"costs\":[…]}, found \(excerpt(of: line))")
    }
    if let error = answer.error {
      throw .failed(model: model, reason: "it answers: \(error)")
    }
    guard let costs = answer.costs else {
      throw .failed(model: model, reason: "expected {\"costs\":[…]}, found \(excerpt(of: line))")
    }
    guard costs.count == texts.count else {
      throw .wrongCount(model: model, expected: texts.count, found: costs.count)
    }
    if let index = costs.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(model: model, text: texts[index], found: costs[index])
    }
    return costs
  }

  /// Python writes NaN and Infinity bare, which is not JSON; quoted, they can be named in an error.
  private static func quotingNonNumbers(in line: Data) -> Data {
    guard line.range(of: Data("NaN".utf8)) != nil || line.range(of: Data("Infinity".utf8)) != nil
    else { return line }
    let text = String(decoding: line, as: UTF8.self)
      .replacingOccurrences(of: "NaN", with: "\"NaN\"")
      .replacingOccurrences(of: "-Infinity", with: "\"-inf\"")
      .replacingOccurrences(of: "Infinity", with: "\"Infinity\"")
      .replacingOccurrences(of: "\"-inf\"", with: "\"-Infinity\"")
    return Data(text.utf8)
  }

  /// The beginning of what a program wrote, in quotes.
  static func excerpt(of line: some Collection<UInt8>) -> String {
    let text = String(decoding: line.prefix(80), as: UTF8.self)
    return "\"\(text)\"" + (line.count > 80 ? "…" : "")
  }
}
