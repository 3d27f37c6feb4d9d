import Foundation

/// What a program answers to a ``ProcessRequest``.
struct ProcessAnswer: Decodable {
  private let costs: [Double]?
  private let error: String?
  private let request: Int?

  /// The costs in a line, held against what was asked.
  static func costs(
    in line: Data, for request: ProcessRequest, model: String
  ) throws(RescoringError) -> [Double] {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    guard
      let answer = (try? decoder.decode(Self.self, from: line))
        ?? (try? decoder.decode(Self.self, from: quotingNonNumbers(in: line)))
    else {
      throw .failed(model: model, reason: "expected {\"costs\":[…]}, found \(excerpt(of: line))")
    }
    if let number = answer.request, number != request.request {
      throw .failed(
        model: model,
        reason: "expected an answer to request \(request.request), found one to \(number)")
    }
    if let error = answer.error {
      throw .failed(model: model, reason: "it answers: \(error)")
    }
    guard let costs = answer.costs else {
      throw .failed(model: model, reason: "expected {\"costs\":[…]}, found \(excerpt(of: line))")
    }
    guard costs.count == request.texts.count else {
      throw .wrongCount(model: model, expected: request.texts.count, found: costs.count)
    }
    if let index = costs.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(model: model, text: request.texts[index], found: costs[index])
    }
    return costs
  }

  /// Python writes NaN and Infinity bare, which is not JSON; quoted, they can be named in an error.
  static func quotingNonNumbers(in line: Data) -> Data {
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
