package import Counterexamples
import Perturbations
package import PropertyTesting
package import Robustness
package import Transcripts

/// A property's cases from a corpus, with the choices that made them and the utterances they come
/// from.
package struct PropertyCases: Sendable {
  package let property: any RobustnessProperty
  package let cases: [RobustnessCase]
  /// What the perturbation drew for each case; nil for a list as heard that it only makes in part.
  package let choices: [ChoiceSequence?]
  /// Index of each case's utterance in the corpus; probes are numbered behind its last.
  package let utterances: [Int]
  /// Each case's utterance, of the corpus or a probe.
  package let sources: [Utterance]
  /// Cases that are lists as a recognizer heard them, and not drawn.
  package let heard: Int

  /// Draws at most `limit` cases, spread evenly over the corpus. Cases that say nothing are
  /// skipped.
  ///
  /// If the corpus has fewer utterances, several cases are drawn from each, without repetition. For
  /// a rate that is also examined on probes, half the cases are probes. A contract is examined on
  /// `limit` lists of the corpus, spread evenly over the lengths of their longest texts and
  /// including the shortest and the longest, and on as many probes besides.
  ///
  /// A case depends only on the seed, the property, its utterance's id and the number of the draw.
  package init(
    of property: any RobustnessProperty, in prepared: PreparedCorpus, limit: Int, seed: Seed
  ) {
    let count = prepared.utterances.count
    let stream = seed.derived(prepared.corpus.name, "property", property.id)
    let limit = min(limit, property.caseLimit ?? limit)
    let probes = prepared.probes.utterances(of: property.probes)
    let half = (limit + 1) / 2
    let isContract = property.kind == .contract && property.drawsOnCorpus
    let ofCorpus = property.drawsOnCorpus ? (probes.isEmpty || isContract ? limit : half) : 0
    var collected = Collected(property: property, stream: stream)
    let places =
      isContract
      ? Self.placesByLength(in: prepared, limit: ofCorpus)
      : (0..<min(ofCorpus, count)).map { $0 * count / min(ofCorpus, count) }
    collected.draw(places.map { ($0, prepared.utterances[$0]) }, limit: ofCorpus)
    collected.draw(
      probes.enumerated().map { (count + $0, $1) },
      limit: isContract ? collected.cases.count + limit : limit)
    self.property = property.counting(by: prepared.normalizer)
    cases = collected.cases
    choices = collected.choices
    utterances = collected.utterances
    sources = collected.sources
    heard = 0
  }

  /// At most `limit` places, spread evenly through the utterances by the length of their longest
  /// texts, from the shortest to the longest, in the order of the corpus.
  private static func placesByLength(in prepared: PreparedCorpus, limit: Int) -> [Int] {
    let all = prepared.utterances.count
    let count = min(limit, all)
    guard count < all, count > 1 else { return Array(0..<count) }
    // Four bytes each: there may be millions.
    var byLength = Array(0..<UInt32(all))
    byLength.sort {
      (prepared.longestText(of: Int($0)), $0) < (prepared.longestText(of: Int($1)), $1)
    }
    return (0..<count).map { Int(byLength[$0 * (all - 1) / (count - 1)]) }.sorted()
  }

  /// The cases drawn so far.
  private struct Collected {
    let property: any RobustnessProperty
    let stream: Seed
    var cases: [RobustnessCase] = []
    var choices: [ChoiceSequence?] = []
    var utterances: [Int] = []
    var sources: [Utterance] = []

    private struct Drawn: Hashable {
      let utterance: String
      let choices: ChoiceSequence
    }

    /// Draws in rounds over `utterances`, until there are `limit` cases or a round brings nothing new.
    mutating func draw(_ utterances: [(place: Int, utterance: Utterance)], limit: Int) {
      var known: Set<Drawn> = []
      var round = 0
      // A round may bring nothing by chance; three in a row are taken for the end.
      var idle = 0
      while cases.count < limit, idle < 3, !utterances.isEmpty {
        let before = cases.count
        for (place, utterance) in utterances where cases.count < limit {
          let own = stream.derived(utterance.id)
          let seed = round == 0 ? own : own.derived(round)
          guard let drawn = property.drawnCase(of: utterance, seed: seed),
            known.insert(Drawn(utterance: utterance.id, choices: drawn.choices)).inserted
          else { continue }
          cases.append(drawn.item)
          choices.append(drawn.choices)
          self.utterances.append(place)
          sources.append(utterance)
        }
        idle = cases.count == before ? idle + 1 : 0
        round += 1
      }
    }
  }

  /// Cases from lists that no generator made: each as it was heard, if the property's perturbation
  /// could have put one of its words there (``HeardList``), and else `draws` perturbations of it.
  package init(
    of property: any RobustnessProperty, heardIn prepared: PreparedCorpus, draws: Int, seed: Seed
  ) {
    let stream = seed.derived(prepared.corpus.name, "heard", property.id)
    var cases: [RobustnessCase] = []
    var choices: [ChoiceSequence?] = []
    var utterances: [Int] = []
    var heard = 0
    for (place, utterance) in prepared.utterances.enumerated() {
      if property.subject(of: utterance) == utterance.nBest,
        let list = HeardList(utterance, misheardBy: property.perturbation)
      {
        cases.append(list.item)
        choices.append(list.choices)
        utterances.append(place)
        heard += 1
        continue
      }
      for draw in 0..<draws {
        let seed = stream.derived(utterance.id).derived(draw)
        guard let drawn = property.drawnCase(of: utterance, seed: seed) else { continue }
        cases.append(drawn.item)
        choices.append(drawn.choices)
        utterances.append(place)
      }
    }
    self.property = property.counting(by: prepared.normalizer)
    self.cases = cases
    self.choices = choices
    self.utterances = utterances
    sources = utterances.map { prepared.utterances[$0] }
    self.heard = heard
  }

  /// The one case that was replayed from its choices.
  package init(
    of property: any RobustnessProperty, replaying replayed: ReplayedCase,
    in prepared: PreparedCorpus
  ) {
    self.property = property.counting(by: prepared.normalizer)
    cases = [replayed.item]
    choices = [replayed.perturbation]
    let place = prepared.place(of: replayed.utterance) ?? 0
    utterances = [place]
    sources = [prepared.utteranceOrProbe(place)]
    heard = 0
  }
}

extension PropertyCases {
  private init(_ other: PropertyCases, _ order: some Sequence<Int>) {
    property = other.property
    cases = order.map { other.cases[$0] }
    choices = order.map { other.choices[$0] }
    utterances = order.map { other.utterances[$0] }
    sources = order.map { other.sources[$0] }
    heard = other.heard
  }

  /// The same cases in an order that the seed draws; where a case stands depends on its utterance and the
  /// seed alone.
  func shuffled(_ seed: Seed) -> PropertyCases {
    let stream = seed.derived("order", property.id)
    let keys = utterances.map { stream.derived($0).value }
    return PropertyCases(
      self, cases.indices.sorted { (keys[$0], $0) < (keys[$1], $1) })
  }

  /// The first `count` cases.
  func first(_ count: Int) -> PropertyCases { PropertyCases(self, 0..<count) }
}

extension RobustnessProperty {
  /// What the property's perturbation makes of an utterance under a seed, and the choices that made
  /// it; nil for a case that says nothing.
  fileprivate func drawnCase(
    of utterance: Utterance, seed: Seed
  ) -> (item: RobustnessCase, choices: ChoiceSequence)? {
    let clean = subject(of: utterance)
    var source = ChoiceSource.random(seed: seed.value)
    let item = RobustnessCase(
      clean: clean,
      perturbed: perturbation.perturb(clean, reference: utterance.reference, source: &source),
      reference: utterance.reference)
    return examines(item) ? (item, source.recorded) : nil
  }
}
