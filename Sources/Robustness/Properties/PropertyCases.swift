public import PropertyTesting
import Transcripts

/// A property's cases from a corpus, with the choices that made them and the utterances they come
/// from.
public struct PropertyCases: Sendable {
  public let property: any RobustnessProperty
  public let cases: [RobustnessCase]
  /// What the perturbation drew for each case.
  public let choices: [ChoiceSequence]
  /// Index of each case's utterance.
  public let utterances: [Int]

  /// Cases from at most `limit` utterances, spread evenly over the corpus; those that say nothing
  /// are passed over.
  ///
  /// A case depends on the seed, the property and its utterance's id alone, not on how many cases
  /// there are.
  public init(
    of property: any RobustnessProperty, in prepared: PreparedCorpus, limit: Int, seed: Seed
  ) {
    let count = prepared.utterances.count
    let perturbation = property.perturbation
    let stream = seed.derived(prepared.corpus.name, "property", property.id)
    var cases: [RobustnessCase] = []
    var choices: [ChoiceSequence] = []
    var utterances: [Int] = []
    for index in 0..<min(limit, count) {
      let place = index * count / min(limit, count)
      let utterance = prepared.utterances[place]
      let clean = property.subject(of: utterance)
      var source = ChoiceSource.random(seed: stream.derived(utterance.id).value)
      let candidate = RobustnessCase(
        clean: clean, perturbed: perturbation.perturb(clean, source: &source))
      guard property.examines(candidate) else { continue }
      cases.append(candidate)
      choices.append(source.recorded)
      utterances.append(place)
    }
    self.property = property
    self.cases = cases
    self.choices = choices
    self.utterances = utterances
  }
}
