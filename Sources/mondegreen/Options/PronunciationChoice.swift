import ArgumentParser

/// Who says words that the lexicon lacks.
enum PronunciationChoice: ExpressibleByArgument, Equatable {
  /// Nobody: they are left alone.
  case none
  /// espeak-ng, with a voice.
  case espeak(voice: String)
  /// A model in a file.
  case file(String)

  init?(argument: String) {
    let prefix = "espeak:"
    if argument == "none" {
      self = .none
    } else if argument.hasPrefix(prefix) {
      let voice = String(argument.dropFirst(prefix.count))
      guard voice.first?.isLetter == true, !voice.contains(where: \.isWhitespace) else {
        return nil
      }
      self = .espeak(voice: voice)
    } else if !argument.isEmpty {
      self = .file(argument)
    } else {
      return nil
    }
  }

  /// What is read.
  var input: String? {
    if case .file(let path) = self { path } else { nil }
  }
}
