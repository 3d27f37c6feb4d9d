public import ArgumentParser
public import BERTRescoring
import Foundation
import Rescoring
import Transcripts

/// `mondegreen import-model`.
struct ImportModelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import-model",
    abstract: "Make a BERT's folder, or a PEFT adapter's, ready to use: write its rescoring.json.",
    discussion: """
      A folder from Hugging Face doesn't say how to rescore with it: which form of the texts the model is shown, \
      whether a higher output is better, and how much its costs weigh beside the first pass's. This command \
      tries the alternatives on development lists, takes those with the fewest word errors, writes them into \
      rescoring.json in the folder, and prints what it found. Models of other kinds can be scored with \
      --model hf:FOLDER.

      EXAMPLE
        mondegreen import-model my-bert --tune-on my-dev.jsonl
        mondegreen import-model my-lora --base my-bert --tune-on my-dev.jsonl
      """)

  @Argument(
    help: ArgumentHelp("The model's or adapter's folder.", valueName: "folder"),
    completion: .directory)
  var folder: String

  @OptionGroup(title: OptionTitle.everyday) var main: Main
  @OptionGroup(title: OptionTitle.lists) var scores: ScoreOptions
  @OptionGroup(title: OptionTitle.running) var threads: ThreadOptions

  /// What is imported, and what it is tuned on.
  struct Main: ParsableArguments {
    @Option(
      help: ArgumentHelp(
        "Development lists of the recognizer under test, to tune on.", valueName: "name|file"),
      completion: Completions.corpora)
    var tuneOn = WeightChoice.defaultCorpus

    @Option(help: ArgumentHelp("Name for reports. (default: the folder's)", valueName: "name"))
    var name: String?

    @Option(
      help: ArgumentHelp(
        "For an adapter: folder of its base model. (default: the one named in adapter_config.json)",
        valueName: "folder"),
      completion: .directory)
    var base: String?

    @Option(
      help: ArgumentHelp(
        "Form of the texts that the model is shown: as they are written, or as spoken, in lower case "
          + "without punctuation. (default: whichever makes fewer errors)", valueName: "form"))
    var textForm: TextForm?

    @Flag(help: "Replace an existing rescoring.json.")
    var force = false
  }

  @OptionGroup var form: OutputOptions

  func run() throws {
    let path = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    guard FileManager.default.fileExists(atPath: path) else {
      throw CommandFailure(.missingInput, "\(path): no such folder")
    }
    let file = path + "/rescoring.json"
    guard main.force || !FileManager.default.fileExists(atPath: file) else {
      throw CommandFailure(
        .badUsage,
        "\(file): the folder has been imported already; pass --force to replace this file")
    }
    let survey = try FolderSurvey(path)
    let lists = try DevelopmentLists(
      main.tuneOn, in: try scores.development, usable: [.parts, .total]
    )
    .contents()
    let trials = try self.trials(path, survey)
    var best: (trial: RescoringRecipe, result: InterpolationTuning.Result)?
    for trial in trials {
      let model = try RescorerDirectory.read(path, as: trial, threads: threads.threads)
      let usable = try UsableCosts(of: model, for: lists.tuning.lists)
      if let notice = usable.notice(of: lists.source.name) { Terminal.complain(notice) }
      for head in directions(of: trial.head) {
        let costs =
          head == trial.head ? usable.costs : usable.costs.map { list in list.map { -$0 } }
        let result = lists.tuning.tune(costs)
        if best.map({ result.errors < $0.result.errors }) ?? true {
          best = (trial.with(head: head, result.interpolation, lists.source), result)
        }
      }
    }
    guard let best else { preconditionFailure("there is always a trial") }
    try RescorerDirectory.writeRecipe(best.trial, to: path)
    tell(best.trial, best.result, lists, tried: trials.count)
    if form.json { Results.files([file]) } else { print("wrote    \(file)") }
  }

  /// What the folder can mean: each text form that is left open, in the head's first direction.
  private func trials(_ path: String, _ survey: FolderSurvey) throws -> [RescoringRecipe] {
    let base = try survey.isAdapter ? below(path, survey) : nil
    if !survey.isAdapter, survey.heads.isEmpty {
      throw CommandFailure(
        .badData,
        "\(path): expected a head with one output, found none: train one (mondegreen train "
          + "\(path)), or score its pseudo-log-likelihoods (--model likelihood:\(path))")
    }
    if survey.heads.count > 1 {
      let names = survey.heads.map(\.output).joined(separator: ", ")
      if form.json {
        Terminal.complain("several heads (\(names)): using the first")
      } else {
        print("heads    \(names): using the first")
      }
    }
    let title = main.name ?? URL(fileURLWithPath: path).standardizedFileURL.lastPathComponent
    return (main.textForm.map { [$0] } ?? [.written, .spoken]).map { form in
      RescoringRecipe(
        name: title, summary: survey.isAdapter ? "imported adapter" : "imported BERT",
        kind: survey.isAdapter ? .adapter : .full, base: base, textForm: form,
        head: survey.heads.first.flatMap { $0 == .rescoreBERT ? nil : $0 },
        interpolation: .secondPassAlone)
    }
  }

  /// The way from the adapter's folder to the one below.
  private func below(_ path: String, _ survey: FolderSurvey) throws -> String {
    guard let base = main.base ?? survey.baseName, FileManager.default.fileExists(atPath: base)
    else {
      throw CommandFailure(
        .badUsage,
        "\(path): expected --base FOLDER with the adapter's base model"
          + (survey.baseName.map { ": its config names \"\($0)\", not found here" } ?? ""))
    }
    return BaseReference.path(to: base, from: path)
  }

  /// Both ways to read an output that may be a score; a rescorer's head gives costs.
  private func directions(of head: ScoringHeadLayout?) -> [ScoringHeadLayout?] {
    head.map { [$0, $0.reversed] } ?? [nil]
  }

  private func tell(
    _ recipe: RescoringRecipe, _ result: InterpolationTuning.Result,
    _ lists: DevelopmentLists.Contents, tried: Int
  ) {
    func line(_ what: String, _ found: String) {
      print(what.padding(toLength: 9, withPad: " ", startingAt: 0) + found)
    }
    let words = Double(max(1, result.referenceWords))
    defer { warn(of: result, lists) }
    if form.json {
      return Results.write(
        ImportRecord(
          recipe: recipe, errors: result.errors, referenceWords: result.referenceWords,
          firstPassErrors: lists.tuning.firstPassErrors, oracleErrors: lists.tuning.oracleErrors))
    }
    line("kind", recipe.base.map { "a PEFT adapter over \($0)" } ?? "a whole BERT")
    if let head = recipe.head {
      let over = head.dense.map { "over \($0)" } ?? "over the [CLS] state"
      line(
        "head",
        "\(head.output) \(over); \(head.lowerIsBetter ? "lower" : "higher") is better on these lists"
      )
    } else {
      line("head", "gives costs: lower is better")
    }
    line(
      "texts", "\(recipe.textForm.rawValue)" + (tried > 1 ? ", which made the fewest errors" : ""))
    line("weights", WeightChoice.text(recipe.interpolation))
    line(
      "WER",
      "\(Percent.text(result.wordErrorRate)) on \(lists.source.name); first pass "
        + "\(Percent.text(Double(lists.tuning.firstPassErrors) / words)), oracle "
        + Percent.text(Double(lists.tuning.oracleErrors) / words))
  }

  private struct ImportRecord: Encodable {
    let recipe: RescoringRecipe
    let errors: Int
    let referenceWords: Int
    let firstPassErrors: Int
    let oracleErrors: Int
  }

  private func warn(of result: InterpolationTuning.Result, _ lists: DevelopmentLists.Contents) {
    if result.interpolation.secondPass == 0 {
      Terminal.complain(
        "no weight makes the model's choices better than the first pass's own order on "
          + "\(lists.source.name), so its weight is 0")
    }
  }
}

extension TextForm: ExpressibleByArgument {}

extension RescoringRecipe {
  fileprivate func with(
    head: ScoringHeadLayout?, _ interpolation: Interpolation, _ tunedOn: TuningSource
  ) -> RescoringRecipe {
    RescoringRecipe(
      name: name, summary: summary, kind: kind, base: base, tokenizer: tokenizer,
      textForm: textForm, head: head, interpolation: interpolation, tunedOn: tunedOn)
  }
}
