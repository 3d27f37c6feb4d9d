/// What options of earlier versions are called today, and which values may have been meant.
enum RenamedOptions {
  private struct Renaming {
    let old: String
    let new: String
    let commands: Set<String>

    init(_ old: String, _ new: String, of commands: String...) {
      self.old = old
      self.new = new
      self.commands = Set(commands)
    }
  }

  private static let renamings = [
    Renaming("--strengths", "--strength", of: "report"),
    Renaming("--perturbation-strength", "--strength", of: "check"),
    Renaming("--harden-strengths", "--harden-strength", of: "train"),
    Renaming(
      "--homophones", "--candidates", of: "report", "check", "shrink", "perturb", "train",
      "confusions", "selftest"),
    Renaming("--repetitions", "--draws", of: "report"),
    Renaming("--list-repetitions", "--n-best-draws", of: "report"),
    Renaming("--repetition", "--draw", of: "perturb"),
    Renaming("--pronounce", "--g2p espeak:VOICE", of: "perturb", "check", "shrink"),
    Renaming("--property-cases", "--cases", of: "report"),
  ]

  /// The parser's message with a word on the new name of an option that it doesn't know.
  ///
  /// - Parameter command: the first argument.
  static func explained(_ message: String, command: String?) -> String {
    guard let hint = hint(for: message, command: command) else {
      return ValueSuggestions.explained(message)
    }
    var lines = message.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    lines[0] += hint
    return lines.joined(separator: "\n")
  }

  private static func hint(for message: String, command: String?) -> String? {
    if command == "check" || command == "shrink", message.contains("is invalid for '--strength") {
      return "; the share of the margin to keep is now called --keep-margin"
    }
    if command == "check", message.contains("nexpected argument"), Terminal.isJSON {
      return "; the file of findings is named by --record now"
    }
    guard let start = message.firstRange(of: "Unknown option '")?.upperBound,
      let end = message[start...].firstIndex(of: "'")
    else { return nil }
    let option = String(message[start..<end])
    if command == "replay", ["--homophones", "--minimum-frequency"].contains(option) {
      return "; replay no longer needs it: the fixture's recipe has it"
    }
    let renaming = renamings.first { $0.old == option && $0.commands.contains(command ?? "") }
    guard let renaming, !message.contains("'\(renaming.new)'") else { return nil }
    return "; it is now called \(renaming.new)"
  }
}
