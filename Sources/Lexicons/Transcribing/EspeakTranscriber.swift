import Artifacts
import Foundation

/// Asks the speech synthesiser espeak-ng, if it is installed, how words sound.
public struct EspeakTranscriber: GraphemeToPhoneme {
  /// The program's path or name.
  public let program: String
  /// A voice of espeak-ng, such as "en-us" or "fr".
  public let voice: String

  public init(program: String = "espeak-ng", voice: String = "en-us") {
    self.program = program
    self.voice = voice
  }

  /// Where the program lies; nil if it is not installed.
  public var path: String? { ProgramPath.find(program) }

  /// One process for all words, a word a line.
  public func transcriptions(of words: [String]) throws(LexiconError) -> [[String]] {
    guard !words.isEmpty else { return [] }
    guard let path else {
      throw .transcriber(program: program, reason: "no such program")
    }
    // From a file: a pipe of ours could fill while the program waits for us to read.
    let input = FileManager.default.temporaryDirectory
      .appendingPathComponent("mondegreen-words-\(ProcessInfo.processInfo.globallyUniqueString)")
    defer { try? FileManager.default.removeItem(at: input) }
    let output: Data
    let status: Int32
    do {
      try Data(words.map { $0 + "\n" }.joined().utf8).write(to: input)
      let process = Process()
      process.executableURL = URL(fileURLWithPath: path)
      process.arguments = ["-q", "--ipa", "-v", voice]
      let pipe = Pipe()
      process.standardOutput = pipe
      process.standardError = FileHandle.nullDevice
      process.standardInput = try FileHandle(forReadingFrom: input)
      try process.run()
      output = pipe.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      status = process.terminationStatus
    } catch {
      throw .transcriber(program: program, reason: error.localizedDescription)
    }
    guard status == 0 else {
      throw .transcriber(program: program, reason: "exit status \(status)")
    }
    let lines = String(decoding: output, as: UTF8.self).split(
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
}
