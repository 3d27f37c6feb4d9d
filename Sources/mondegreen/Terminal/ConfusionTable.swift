import Perturbations
import RobustnessReports
import Transcripts

/// What a confusion model holds, and how close it comes, as tables.
enum ConfusionTable {
  static func text(_ model: ConfusionModel, top: Int) -> String {
    var parts = [
      "\(model.corpus): \(FigureFormat.count(model.phrases.count)) misheard phrases in "
        + "\(FigureFormat.count(model.utterances)) lists, up to \(model.hypothesesPerList) "
        + "hypotheses each; rare words misheard \(Percent.text(model.rareRate))"
    ]
    var phrases = TextTable()
    phrases.append(["said → heard", "times", "of"])
    for (said, heard, count, entry) in frequent(model.phrases).prefix(top) {
      phrases.append(["\(said) → \(shown(heard))", "\(count)", "\(entry.occurrences)"])
    }
    var rivals = TextTable()
    rivals.append(["top hypothesis → other", "times", "of"])
    for (said, heard, count, entry) in frequent(model.competitors).prefix(top) {
      rivals.append(["\(said) → \(shown(heard))", "\(count)", "\(entry.occurrences)"])
    }
    var phones = TextTable()
    phones.append(["phone → phone", "times", "of"])
    for confusion in model.phones.confusions.prefix(top) {
      phones.append([
        "\(shown(confusion.said)) → \(shown(confusion.heard))", "\(confusion.count)",
        "\(model.phones.said[confusion.said] ?? 0)",
      ])
    }
    if top > 0 { parts += [phrases.text, rivals.text, phones.text] }
    return parts.joined(separator: "\n\n")
  }

  static func text(_ closeness: ConfusionCloseness) -> String {
    var table = TextTable()
    table.append([
      "errors", "WER", "sub", "del", "ins", "length", "stretch", "faultless", "phrases", "phones",
    ])
    for (name, errors) in [
      ("held-out lists", closeness.real), ("sampled from the model", closeness.sampled),
      ("training lists", closeness.training), ("homophones at random", closeness.unlearned),
    ] {
      let edits = Double(max(errors.rate.edits, 1))
      table.append([
        name, errors.rate.rate.map { Percent.text($0) } ?? "–",
        Percent.text(Double(errors.rate.substitutions) / edits),
        Percent.text(Double(errors.rate.deletions) / edits),
        Percent.text(Double(errors.rate.insertions) / edits),
        FigureFormat.decimal(errors.length, digits: 3),
        FigureFormat.decimal(errors.stretch, digits: 2), Percent.text(errors.faultless),
        FigureFormat.decimal(closeness.divergence(of: errors, in: .phrases), digits: 3),
        FigureFormat.decimal(closeness.divergence(of: errors, in: .phones), digits: 3),
      ])
    }
    return table.text
      + "\n\nlength: words heard per word said; stretch: misheard words in a row, on average"
      + "\nfaultless: hypotheses without an error"
      + "\nphrases, phones: divergence from the held-out lists' own errors, in bits"
      + "\nheld-out confusions that the model could have made: "
      + Percent.text(closeness.coverage)
  }

  static func frequent(
    _ phrases: PhraseConfusions
  ) -> [(said: String, heard: String, count: Int, entry: PhraseConfusions.Entry)] {
    phrases.phrases.flatMap { said in
      let entry = phrases.entry(for: said)!
      return entry.alternatives.map { (said, $0.text, $0.count, entry) }
    }.sorted { ($1.2, $0.0, $0.1) < ($0.2, $1.0, $1.1) }
  }

  private static func shown(_ text: String) -> String { text.isEmpty ? "∅" : text }
}
