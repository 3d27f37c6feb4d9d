import ArgumentParser

/// `mondegreen lexicon`.
struct LexiconCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lexicon",
    abstract: "Look up what sounds the same, and examine lexicons.",
    subcommands: [
      HomophonesCommand.self, NearHomophonesCommand.self, JuncturesCommand.self,
      LexiconStatisticsCommand.self, ValidateLexiconCommand.self, PronounceCommand.self,
      TrainPronunciationsCommand.self,
    ])
}
