import ArgumentParser

/// The root command.
struct Mondegreen: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mondegreen",
    abstract: "Does your rescorer still pick the right words when the first pass mishears?",
    discussion: """
      Mondegreen perturbs first-pass N-best lists with words that sound the same, lets second-pass \
      models choose, and reports which model breaks first, on what, and by how much.

      EXAMPLE
        mondegreen report --model mine=process:./score.py --corpus my.jsonl
        mondegreen lexicon homophones their

      Results go to standard output or to the files you name. Progress and errors go to standard error. Every \
      command accepts --json, which writes JSON Lines, and --quiet, which leaves only errors. If the current \
      folder has a mondegreen.toml, a command takes options from the table with its name (see init); \
      --no-project ignores the file.

      Exit status: 0 success, 1 a gate failed, 2 a gate is undecided, 64 bad usage, 65 bad data, 66 missing \
      input, 69 a model's program fails, 73 output not writable, 75 folder in use by another run, 130 \
      interrupted.
      """,
    version: Program.versionAndCommit,
    groupedSubcommands: [
      CommandGroup(
        name: "Main",
        subcommands: [
          ReportCommand.self, CheckCommand.self, ScoreCommand.self, SelfTestCommand.self,
        ]),
      CommandGroup(
        name: "Counterexample", subcommands: [ShrinkCommand.self, ReplayCommand.self]),
      CommandGroup(
        name: "Report",
        subcommands: [
          CompareCommand.self, HistoryCommand.self, ValidityCommand.self, RenderCommand.self,
          MergeCommand.self, SlurmCommand.self, ExportTRNCommand.self,
        ]),
      CommandGroup(
        name: "List and lexicon",
        subcommands: [
          WERCommand.self, ConvertCommand.self, PerturbCommand.self, ConfusionsCommand.self,
          LexiconCommand.self,
        ]),
      CommandGroup(
        name: "Model and training",
        subcommands: [
          ModelsCommand.self, ModelCheckCommand.self, ImportModelCommand.self, TrainCommand.self,
          PretrainCommand.self, CurvesCommand.self, ReproduceCommand.self,
        ]),
      CommandGroup(
        name: "Setup", subcommands: [InitCommand.self, DoctorCommand.self]),
    ])
}
