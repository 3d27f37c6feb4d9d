import Rescoring
import Robustness
package import RobustnessRuns

/// A sentence that says which model leads, in words that the paired contrasts justify. It uses a
/// superlative only if each contrast with the others holds after Holm's correction, there are at
/// least two others, and the leader is not the language model that perturbations are drawn with.
package struct LeadSentence {
  package let lead: Lead
  package let record: RunRecord

  package init(lead: Lead, record: RunRecord) {
    self.lead = lead
    self.record = record
  }

  /// The level at which a contrast holds, 0.05 for 95 % intervals.
  private var level: Double { 1 - record.provenance.configuration.confidence }

  private func holds(_ contrast: Contrast) -> Bool { contrast.holmP.map { $0 < level } ?? false }

  /// Whether the leader may be called the best of all.
  var isSuperlative: Bool {
    lead.contrasts.count > 1 && lead.contrasts.allSatisfy(holds) && !isCircular
  }

  private var isCircular: Bool {
    record.model(named: lead.leader).map { record.provenance.isCircular($0.identity) } ?? false
  }

  package var text: String { Prose(marked).text }

  /// The sentence with names of models marked, for ``Prose``.
  var marked: String {
    let leader = name(lead.leader)
    guard let closest = lead.contrasts.first else { return "" }
    if isSuperlative {
      return "\(Wording.capitalizedSentence(leader)) \(best): the closest is "
        + "\(name(closest.against)), \(gap(closest)), p \(p(closest)); every contrast holds after "
        + "Holm's correction."
    }
    let open = lead.contrasts.filter { !holds($0) }
    guard let first = open.first else {
      return "\(Wording.capitalizedSentence(leader)) \(ahead(of: closest)), p \(p(closest))"
        + (isCircular ? ", but it is circular: perturbations are drawn with it." : ".")
    }
    var text = "\(Wording.capitalizedSentence(leader)) \(ahead(of: first)): no difference shown"
    // An interval of one contrast may leave out 0 where the family of all pairs shows nothing.
    if lead.contrasts.count > 1,
      open.contains(where: {
        $0.difference.estimate.map { $0.hasInterval && $0.excludes() } ?? false
      })
    {
      text += " after Holm's correction"
    }
    if open.count > 1 {
      let others = open.dropFirst().map { "\(name($0.against)) (\(gap($0)))" }
      text += ", and none from \(Wording.list(others, joinedBy: "or"))"
    }
    if let detectable = first.detectableText(at: level) {
      text += open.count > 1 ? "; against \(name(first.against)), " : "; "
      text += "a difference of \(detectable) would have been detected with 80% power"
    }
    let shown = lead.contrasts.filter(holds).map { name($0.against) }
    if !shown.isEmpty {
      text += ". It is shown to be ahead of \(Wording.list(shown))"
    }
    return text + "."
  }

  /// Whether some rescorer has no figure to compare.
  private var isPartial: Bool {
    lead.contrasts.count + 1 < record.models.count { $0.role != .firstPass }
  }

  private var best: String {
    switch lead.measure {
    case .wer: "selects best"
    case .skill: "has the highest skill"
    case .skillKept:
      "keeps the largest share of its skill"
        + (isPartial ? ", of those that have skill to keep" : "")
    }
  }

  private func ahead(of contrast: Contrast) -> String {
    if contrast.difference.estimate?.value == 0 { return "is level with \(name(contrast.against))" }
    return switch lead.measure {
    case .wer: "is ahead of \(name(contrast.against)) by \(gap(contrast))"
    case .skill, .skillKept:
      "is ahead of \(name(contrast.against)) in \(lead.measure == .skill ? "skill" : "skill kept") "
        + "by \(gap(contrast))"
    }
  }

  /// The leader's advantage, as in "0.9 points [0.3, 1.5]".
  private func gap(_ contrast: Contrast) -> String {
    guard let difference = contrast.difference.estimate else {
      return contrast.difference.reason.map { "no figure: \($0.description)" } ?? "no figure"
    }
    switch lead.measure {
    case .wer:
      let gap = Estimate(
        value: -difference.value, lower: -difference.upper, upper: -difference.lower)
      return "\(FigureFormat.points(gap.value)) points \(FigureFormat.pointsInterval(gap))"
    case .skill, .skillKept:
      return FigureFormat.number(.estimate(difference))
    }
  }

  private func p(_ contrast: Contrast) -> String {
    contrast.holmP.map(FigureFormat.probability) ?? "–"
  }

  private func name(_ model: String) -> String {
    record.model(named: model)?.role == .firstPass ? "the first pass" : Prose.name(model)
  }
}

extension Wording {
  /// "the first pass" at a sentence's start; names of models stay as they are written.
  static func capitalizedSentence(_ name: String) -> String {
    name == "the first pass" ? "The first pass" : name
  }
}
