import ArgumentParser
import Artifacts
import Foundation
import Lexicons
import Perturbations
import PropertyTesting
import RobustnessRuns
import Transcripts

/// `mondegreen perturb`.
struct PerturbCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "perturb",
    abstract: "Perturb N-best lists: any format in, JSON Lines out.",
    discussion: """
      Reads a corpus and writes it with perturbed lists: exactly the lists that a report with the same seed \
      examines. Words that stay keep their case and punctuation. --show prints for people instead: each changed hypothesis with the changed words \
      marked. Words without a pronunciation are left alone, and counted on standard error. If lists come from \
      standard input, the weight of language costs isn't known beforehand, and first-pass costs stay as \
      they are unless --language-weight is given.

      \(CorpusOptions.discussion)

      EXAMPLE
        mondegreen perturb --corpus messaging-test --strength 2 --scope 1-best \\
          | head -3
        mondegreen perturb --perturbation junctures --show | less -R
        cat my.jsonl | mondegreen perturb --corpus - --strength 25% --only content \\
          --show
      """)

  @OptionGroup(title: OptionTitle.everyday) var corpus: CorpusOptions
  @OptionGroup(title: OptionTitle.everyday) var perturbation: PerturbationOptions
  @OptionGroup(title: OptionTitle.everyday) var drawing: DrawOptions
  @OptionGroup(title: OptionTitle.lists) var scores: ScoreOptions
  @OptionGroup(title: OptionTitle.perturbation) var targets: TargetOptions
  @OptionGroup(title: OptionTitle.perturbation) var parts: PerturbationParts
  @OptionGroup(title: OptionTitle.perturbation) var homophones: HomophoneOptions
  @OptionGroup(title: OptionTitle.lexicon) var lexicon: LexiconOptions

  @OptionGroup var form: OutputOptions

  func validate() throws {
    if drawing.show, form.json {
      throw ValidationError("--json: expected no --show, which prints text for people")
    }
  }

  func run() throws {
    try OutputGuard(reading: corpus.inputs + scores.inputs + lexicon.inputs + parts.inputs)
      .checkStandardOutput()
    let interruption = Interruption(
      message: "interrupted; the lists written so far remain, and perturb starts over")
    defer { withExtendedLifetime(interruption) {} }
    var reader = try corpus.reader(scores)
    // Lists are perturbed as they arrive, unless something must be known of all of them first.
    let isStreaming =
      !lexicon.asksOnce && !targets.needsWholeCorpus && parts.errorRate == nil
      && !(targets.isLimited && reader.isRegularFile)
    let isFollowed = isStreaming && !reader.isRegularFile
    let name = reader.name
    var known =
      isStreaming ? Self.nothing(name) : try reader.corpus(limit: corpus.limit ?? .max)
    known.normalizer = try scores.normalization.normalizer
    // Standard input can't be read again from its beginning, even where it is a file.
    let isReadAgain = reader.isRegularFile && CorpusSource.path(of: corpus.corpus) != "-"
    let sample = isStreaming && isReadAgain ? Self.sample(corpus, scores, name) : nil
    let kit = try parts.graded(
      perturbation.kit(
        for: known, sample: sample, isStreaming: isStreaming, targets, of: parts, homophones,
        lexicon, scores.normalization.choice),
      [perturbation.kind], for: known, listLimit: drawing.listLimit)
    let perturber = try perturbation.perturbation(
      of: kit, scope: drawing.scope, errorRate: parts.errorRate)
    if !isStreaming {
      try targets.check(
        [known], changedBy: [perturber], kit.language, listLimit: drawing.listLimit)
    }
    let condition = perturber.condition
    let stream = Seed(drawing.seed).derived(name)
    var coverage = PronunciationCoverage.Counter()
    var hasBegun = false
    var isChanged = false
    func perturb(_ written: Utterance) throws {
      // What is wrong with the corpus's first line is said alone.
      if !hasBegun { Restarting.say(ofFilter: "perturb") }
      hasBegun = true
      let utterance = PreparedCorpus.prepared(
        written, listLimit: drawing.listLimit, normalizer: known.normalizer)
      var source = ChoiceSource.random(
        seed: condition.stream(of: utterance.id, draw: drawing.draw - 1, in: stream).value)
      let perturbed = perturber.perturb(
        utterance.nBest, reference: utterance.reference, source: &source)
      isChanged = isChanged || !perturbed.replacements.isEmpty
      if drawing.show {
        print(PerturbedListText.text(utterance, perturbed))
      } else {
        StandardOutput.write(json: try line(utterance, perturbed))
      }
      // Whoever reads the other end of the pipe needn't wait for a full buffer.
      if isFollowed { StandardOutput.flush() }
      coverage.add(utterance)
    }
    if isStreaming {
      try corpus.forEachUtterance(of: &reader) { utterance, _ in try perturb(utterance) }
    } else {
      try known.forEach(perturb)
    }
    if perturber.recipe.sources.lexicon != nil {
      let coverage = PronunciationCoverage(
        coverage, in: kit.homophones.lexicon, pronounced: kit.pronounced)
      if isStreaming, let message = coverage.pronouncedMessage { Terminal.complain(message) }
      if let message = coverage.message { Terminal.complain(message) }
    }
    // Of a stream nothing was known beforehand.
    if targets.isLimited, condition.strength != nil, !isChanged {
      throw targets.unchanged(by: [perturber.id])
    }
  }

  /// The first lists of a file that is read again as its lists are perturbed. What is wrong with the file is
  /// said then.
  private static func sample(
    _ options: CorpusOptions, _ scores: ScoreOptions, _ name: String
  ) -> Corpus {
    var lists: [Utterance] = []
    do {
      var reader = try options.reader(scores)
      while lists.count < min(FirstPass.sample, options.limit ?? .max),
        let utterance = try reader.next()
      {
        lists.append(utterance)
      }
    } catch {}
    return Corpus(name: name, digest: .sha256(of: ""), utterances: lists)
  }

  /// What is known of a stream beforehand.
  private static func nothing(_ name: String) -> Corpus {
    Corpus(name: name, digest: .sha256(of: ""), utterances: [])
  }

  private func line(_ utterance: Utterance, _ perturbed: PerturbedList) throws -> String {
    try JSONLinesFormat().text(
      of: Utterance(
        id: utterance.id, reference: utterance.referenceIfKnown, nBest: perturbed.list,
        fields: utterance.fields))
  }
}
