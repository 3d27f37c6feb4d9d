import Perturbations
import PropertyTesting
import Rescoring
import Transcripts

/// The counterexample as a reader of a terminal or a test log wants it.
extension Counterexample: CustomStringConvertible {
  /// Several lines: what fails, both lists with costs (an asterisk marks what is selected), what was
  /// replaced, what may vary, and the line that replays it.
  public var description: String {
    var lines = ["\(property) fails for \(model.name): \(failure)"]
    if let margin { lines.append("  margin      \(margin)") }
    if let flakiness { lines.append("  flaky       \(flakiness)") }
    if case .smallestWithMargin(let floor) = kind {
      lines.append("  keeps       a margin of at most \(floor)")
    }
    if let contrast {
      lines.append("  holds for   \(contrast.model.name), margin \(contrast.margin)")
    }
    lines += rows("clean", clean) + rows("perturbed", perturbed)
    for replacement in replacements {
      lines.append(
        "  replaced    \(replacement.original) → \(replacement.replacement) in hypothesis "
          + "\(replacement.hypothesis + 1)")
    }
    if let previous = context?.previous, !previous.isEmpty {
      lines.append(
        "  after       " + previous.map { "\"\($0)\"" }.joined(separator: ", "))
    }
    if let company {
      let count = company.before.count + company.after.count
      lines.append(
        "  together    fails only in a batch with \(count) other list\(count == 1 ? "" : "s"): "
          + (company.before + company.after).map { "\"\($0.perturbed[0].text)\"" }
          .joined(separator: ", "))
    }
    for (number, sentence) in (explanation?.sentences ?? []).enumerated() {
      lines.append((number == 0 ? "  varies      " : "              ") + sentence)
    }
    lines.append("  from        \(origin.utterance) of \(origin.corpus): \(origin.reference)")
    lines.append("  replay      \(replayLine)")
    return lines.joined(separator: "\n")
  }

  /// What repeats the case from its corpus: property, utterance, and the choices of the perturbation
  /// and of the reduction. `MondegreenTesting` takes it as a trait.
  ///
  /// A list that no perturbation made is replayed by its fixture alone.
  public var replayLine: String {
    guard let perturbationChoices else { return "fixture \(id).json" }
    return ".replay(\"\(property)\", of: \"\(origin.utterance)\", "
      + "\"\(perturbationChoices)\", \"\(choices)\")"
  }

  private func rows(_ title: String, _ list: [JudgedHypothesis]) -> [String] {
    list.enumerated().map { index, hypothesis in
      let head = index == 0 ? title : ""
      let costs = [
        "first pass \(hypothesis.firstPass.total)",
        hypothesis.secondPass.map { "second pass \($0)" },
        hypothesis.interpolated.map { "together \($0)" },
      ].compactMap { $0 }.joined(separator: ", ")
      let padding = String(repeating: " ", count: 10 - head.count)
      let mark = hypothesis.isSelected ? "*" : " "
      return "  \(head)\(padding)\(mark) \"\(hypothesis.text)\" (\(costs))"
    }
  }
}

extension Counterexample.Flakiness: CustomStringConvertible {
  /// "asked again, the margin is -0.25".
  public var description: String {
    margin.map { "asked again, the margin is \($0)" }
      ?? "asked again, the model gives no usable cost"
  }
}
