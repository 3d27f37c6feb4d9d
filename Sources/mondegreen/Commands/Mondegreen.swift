import ArgumentParser

/// The root command.
struct Mondegreen: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mondegreen",
    abstract: "Does your rescorer still pick the right words when the first pass mishears?",
    discussion: """
      Mondegreen perturbs first-pass N-best lists with words that sound the same, lets second-pass \
      models choose, and reports who breaks first, on what, and by how much.

      EXAMPLE
        mondegreen report --output Reports/bundled
        mondegreen lexicon homophones their

      Results go to standard output or to the files that you name; progress and errors go to \
      standard error. Every command takes --quiet, for errors alone, and --json, for JSON Lines. \
      Where the current folder has a mondegreen.toml, a command takes its options from the table of its name \
      (see init); --no-project passes it over. Exit status: 0 done, 1 a gate failed, 2 a gate is undecided, 64 bad usage, 65 \
      bad data, 66 missing input, 69 a model's program fails, 73 output not writable, 75 folder in use by another run, \
      130 interrupted.
      """,
    version: Program.versionAndCommit,
    subcommands: [
      ReportCommand.self, ReproduceCommand.self, ValidityCommand.self, CheckCommand.self,
      ShrinkCommand.self,
      ReplayCommand.self,
      ScoreCommand.self, WERCommand.self, ConvertCommand.self, PerturbCommand.self,
      ConfusionsCommand.self,
      LexiconCommand.self,
      ModelsCommand.self, ImportModelCommand.self, ModelCheckCommand.self,
      PretrainCommand.self, TrainCommand.self, CurvesCommand.self,
      RenderCommand.self, MergeCommand.self, SlurmCommand.self,
      CompareCommand.self, HistoryCommand.self, ExportTRNCommand.self,
      SelfTestCommand.self, InitCommand.self, DoctorCommand.self,
    ])
}
