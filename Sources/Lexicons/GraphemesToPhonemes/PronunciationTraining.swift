/// Settings for learning a ``PronunciationModel``.
public struct PronunciationTraining: Hashable, Sendable {
  /// The largest number of graphones in an n-gram, 1 to 12.
  public var order = 8
  /// The largest number of letters in a graphone, 1 to 4.
  public var letters = 2
  /// The largest number of phones in a graphone, 1 to 7; more than 2 only where single letters
  /// stand for whole syllables.
  public var phones = 2
  /// The number of expectation-maximization passes over the words.
  public var passes = 12
  /// N-grams whose removal changes the model by less than this are left out, in nats per graphone
  /// of the lexicon; 0 keeps all.
  public var pruning = 4e-8

  public init() {}

  /// Learns a model from the words of a lexicon for which `isTaught` returns true.
  ///
  /// - Throws: ``PronunciationModelError/unlearnable(lexicon:reason:)`` if nothing can be learned
  ///   from the lexicon.
  public func learn(
    from lexicon: Lexicon, where isTaught: (String) -> Bool = { _ in true }
  ) throws(PronunciationModelError) -> PronunciationModel {
    precondition((1...12).contains(order) && (1...4).contains(letters) && (1...7).contains(phones))
    let examples = Examples(lexicon, where: isTaught)
    func unlearnable(_ reason: String) -> PronunciationModelError {
      .unlearnable(lexicon: lexicon.name, reason: reason)
    }
    guard !examples.pairs.isEmpty else { throw unlearnable("none") }
    guard examples.letters.count < 0xFFFF else { throw unlearnable("65,535 letters or more") }
    var aligner = GraphoneAligner(
      examples.pairs, shape: GraphoneShape(letters: letters, phones: phones))
    for _ in 0..<passes { _ = aligner.step() }
    let paths = aligner.alignments().compactMap(\.self)
    guard !paths.isEmpty else {
      throw unlearnable(
        "none whose letters, at most \(letters) together, can stand for its phones, at most "
          + "\(phones) together")
    }
    var isUsed = [Bool](repeating: false, count: aligner.graphones.count)
    for path in paths { for graphone in path { isUsed[Int(graphone)] = true } }
    let used = isUsed.indices.filter { isUsed[$0] }
      .sorted { aligner.graphones[$0] < aligner.graphones[$1] }
    guard used.count <= 65_000 else { throw unlearnable("more than 65,000 graphones") }
    var tokens = [UInt16](repeating: 0, count: isUsed.count)
    for (token, graphone) in used.enumerated() { tokens[graphone] = UInt16(token) }
    let start = UInt16(used.count)
    let sequences = paths.map { path in [start] + path.map { tokens[Int($0)] } + [start + 1] }
    var ngrams = GraphoneNGrams(
      sequences, order: order, tokenCount: used.count + 2, start: start)
    if pruning > 0 { ngrams.prune(pruning) }
    let parts = PronunciationModelParts(
      name: lexicon.name, lexicon: lexicon.digest, letters: examples.letters,
      phones: examples.phones, graphones: used.map { aligner.graphones[$0] },
      levels: GraphoneLevels(ngrams))
    return PronunciationModel(learned: parts)
  }

  /// The words and their different pronunciations, without stress.
  private struct Examples {
    var pairs: [SpelledPronunciation] = []
    var letters: [Unicode.Scalar] = []
    var phones: [String] = []

    init(_ lexicon: Lexicon, where isTaught: (String) -> Bool) {
      let words = (0..<lexicon.wordCount).map { lexicon.word($0) }.filter(isTaught)
      var known: Set<Unicode.Scalar> = []
      for word in words { known.formUnion(PronunciationModel.letters(of: word)) }
      letters = known.sorted()
      guard letters.count < 0xFFFF else { return }
      let letterNumbers = Dictionary(
        uniqueKeysWithValues: letters.enumerated().map { ($1, UInt16($0)) })
      var phoneNumbers: [Phone: UInt8] = [:]
      for word in words {
        var heard: Set<[UInt8]> = []
        let spelled = PronunciationModel.letters(of: word).map { letterNumbers[$0]! }
        for pronunciation in lexicon.pronunciations(of: word) {
          let phones = pronunciation.phones.map { phone in
            let bare = lexicon.inventory.withoutStress(phone)
            if let number = phoneNumbers[bare] { return number }
            let number = UInt8(phoneNumbers.count)
            phoneNumbers[bare] = number
            self.phones.append(lexicon.inventory.symbol(of: bare))
            return number
          }
          if heard.insert(phones).inserted {
            pairs.append(SpelledPronunciation(letters: spelled, phones: phones))
          }
        }
      }
    }
  }
}
