package import Counterexamples
import Perturbations
package import PropertyTesting
package import Robustness
import Transcripts

/// A property's cases from a corpus, with the choices that made them and the utterances they come
/// from.
package struct PropertyCases: Sendable {
  package let property: any RobustnessProperty
  package let cases: [RobustnessCase]
  /// What the perturbation drew for each case; nil for a list as heard that it only makes in part.
  package let choices: [ChoiceSequence?]
  /// Index of each case's utterance.
  package let utterances: [Int]
  /// Cases that are lists as a recogniser heard them, and not drawn.
  package let heard: Int

  /// Cases from at most `limit` utterances, spread evenly over the corpus; those that say nothing
  /// are passed over.
  ///
  /// A case depends on the seed, the property and its utterance's id alone, not on how many cases
  /// there are.
  package init(
    of property: any RobustnessProperty, in prepared: PreparedCorpus, limit: Int, seed: Seed
  ) {
    let count = prepared.utterances.count
    let stream = seed.derived(prepared.corpus.name, "property", property.id)
    var cases: [RobustnessCase] = []
    var choices: [ChoiceSequence?] = []
    var utterances: [Int] = []
    for index in 0..<min(limit, count) {
      let place = index * count / min(limit, count)
      let utterance = prepared.utterances[place]
      guard let drawn = property.drawnCase(of: utterance, seed: stream.derived(utterance.id))
      else { continue }
      cases.append(drawn.item)
      choices.append(drawn.choices)
      utterances.append(place)
    }
    self.property = property
    self.cases = cases
    self.choices = choices
    self.utterances = utterances
    heard = 0
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
    self.property = property
    self.cases = cases
    self.choices = choices
    self.utterances = utterances
    self.heard = heard
  }

  /// The one case that was replayed from its choices.
  package init(
    of property: any RobustnessProperty, replaying replayed: ReplayedCase,
    in prepared: PreparedCorpus
  ) {
    self.property = property
    cases = [replayed.item]
    choices = [replayed.perturbation]
    utterances = prepared.utterances.indices.filter {
      prepared.utterances[$0].id == replayed.utterance
    }
    heard = 0
  }
}

extension PropertyCases {
  private init(_ other: PropertyCases, _ order: some Sequence<Int>) {
    property = other.property
    cases = order.map { other.cases[$0] }
    choices = order.map { other.choices[$0] }
    utterances = order.map { other.utterances[$0] }
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

  /// Its first so many cases.
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
      perturbed: perturbation.perturb(clean, reference: utterance.reference, source: &source))
    return examines(item) ? (item, source.recorded) : nil
  }
}
