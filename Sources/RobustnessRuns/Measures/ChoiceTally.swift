import Perturbations
import Robustness
import Transcripts

/// What all models chose from the lists of one kind, counted one way, by unit of the resampling.
struct ChoiceTally: Sendable {
  /// One model's choices.
  struct ModelErrors: Sendable {
    /// The errors, summed over utterances and draws.
    fileprivate(set) var total = WordErrorRate.zero
    /// The errors by unit.
    fileprivate(set) var edits: [Int]
    /// What became of the clean choices; nil on the clean lists, and until all lists are counted.
    fileprivate(set) var moves: MovedChoices?
    fileprivate var moveTally: MoveTally?
  }

  /// One list with what models chose from it.
  struct JudgedList {
    let list: PerturbedList
    /// The texts that count, and their errors.
    let texts: [String]
    let edits: [Int]
    /// What each model chose from it and from the clean list.
    let choices: [(here: Int, clean: Int)]
  }

  /// Errors by unit of the best choice, of a uniform one and of the first pass.
  private(set) var oracle: [Int]
  private(set) var randomPick: [Double]
  private(set) var firstPass: [Int]
  /// In the order of the models.
  private(set) var models: [ModelErrors]

  /// - Parameter countsMoves: not on the clean lists, from which choices move.
  init(units: Int, models count: Int, countsMoves: Bool) {
    let zeros = [Int](repeating: 0, count: units)
    (oracle, firstPass) = (zeros, zeros)
    randomPick = [Double](repeating: 0, count: units)
    let none = ModelErrors(edits: zeros, moveTally: countsMoves ? MoveTally(units: units) : nil)
    models = Array(repeating: none, count: count)
  }

  /// Counts an utterance's lists, one for each draw.
  mutating func add(
    _ lists: [JudgedList], clean: NBestList, reference: CountedReference, words: Int, unit: Int
  ) {
    // Summed over draws first, as floating-point sums show their order.
    var chance = 0.0
    for judged in lists {
      let baseline = BaselineErrors(texts: judged.texts, edits: judged.edits)
      oracle[unit] += baseline.oracle
      firstPass[unit] += judged.edits[judged.list.firstPassChoice]
      chance += baseline.randomPick
      // Models often agree, and their choice's errors are counted once.
      var known: [(choice: Int, errors: WordErrorRate)] = []
      for (model, choice) in judged.choices.enumerated() {
        var errors = known.first { $0.choice == choice.here }?.errors
        if errors == nil {
          errors = reference.errors(of: judged.texts[choice.here])
          known.append((choice.here, errors!))
        }
        models[model].total += errors!
        models[model].edits[unit] += errors!.edits
        models[model].moveTally?.add(
          ChoiceMove(
            to: choice.here, from: choice.clean, cleanText: clean[choice.clean].text,
            in: judged.list, edits: judged.edits),
          unit: unit, words: words)
      }
    }
    randomPick[unit] += chance
  }

  /// Turns moves into figures, which are short where tallies are long.
  mutating func finish(_ resampling: Resampling) {
    for model in models.indices {
      models[model].moves = models[model].moveTally?.figures(resampling)
      models[model].moveTally = nil
    }
  }
}
