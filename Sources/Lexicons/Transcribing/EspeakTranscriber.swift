import Artifacts
import Foundation

/// Asks the speech synthesizer espeak-ng how words sound, if it is installed.
public struct EspeakTranscriber: GraphemeToPhoneme {
  /// The program's path or name.
  public let program: String
  /// A voice of espeak-ng, such as "en-us" or "fr".
  public let voice: String

  public init(program: String = "espeak-ng", voice: String = "en-us") {
    self.program = program
    self.voice = voice
  }

  /// The path of the program; nil if it is not installed.
  public var path: String? { ProgramPath.find(program) }

  /// Transcribes all words in one process, one word per line.
  public func transcriptions(of words: [String]) throws(LexiconError) -> [[String]] {
    guard !words.isEmpty else { return [] }
    guard let path else {
      throw .transcriber(program: program, reason: "no such program")
    }
    let run: ProgramOutput
    do {
      run = try ProgramOutput(
        of: path, ["-q", "--ipa", "-v", voice],
        input: Data(words.map { $0 + "\n" }.joined().utf8), timeout: Self.timeout(for: words.count))
    } catch {
      throw .transcriber(program: program, reason: "\(error)")
    }
    guard run.status == 0 else {
      throw .transcriber(program: program, reason: "exit status \(run.status)")
    }
    let lines = String(decoding: run.output, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false
    ).dropLast()
    guard lines.count == words.count else {
      throw .transcriber(
        program: program, reason: "\(lines.count) lines for \(words.count) words")
    }
    return lines.map { line in
      let text = line.trimmingCharacters(in: .whitespaces)
      return text.isEmpty ? [] : [text]
    }
  }
  /// The time limit: a minute plus a second per hundred words, which is ten times what it takes.
  private static func timeout(for words: Int) -> Duration { .seconds(60 + words / 100) }
}
