import Artifacts
public import Lexicons
import Transcripts

/// The homophones that may replace a word, most frequent first, looked up once a word.
///
/// A word is looked up without the case and punctuation around it, which its homophones get: "Right," may become
/// "Write,".
public final class HomophoneCandidates: Sendable {
  /// What a recipe says of where they come from; nil for a function or table of somebody's own.
  package let settings: PerturbationSettings?
  /// What weighs candidates against each other and against the word; nil where all are equally likely.
  let weigher: CandidateWeigher?
  private let lookUp: @Sendable (String) -> [String]
  private let known = Lock(KnownWords())

  /// - Parameter lookUp: homophones of a word without case and punctuation, the word itself not among them, best first.
  public convenience init(_ lookUp: @escaping @Sendable (String) -> [String]) {
    self.init(settings: nil, lookUp)
  }

  init(
    settings: PerturbationSettings?, weigher: CandidateWeigher? = nil,
    _ lookUp: @escaping @Sendable (String) -> [String]
  ) {
    self.settings = settings
    self.weigher = weigher
    self.lookUp = lookUp
  }

  /// The same candidates, weighed.
  ///
  /// - Parameter settings: what a recipe says of them.
  package func weighed(
    by weigher: CandidateWeigher?, _ settings: PerturbationSettings? = nil
  ) -> HomophoneCandidates {
    HomophoneCandidates(settings: settings, weigher: weigher, lookUp)
  }

  /// Homophones from a lexicon.
  ///
  /// - Parameters:
  ///   - index: the homophones of a lexicon.
  ///   - limit: at most so many per word, most frequent first.
  ///   - minimumFrequency: leaves out words that the index's frequency table counts less often.
  ///   - minimumRatio: leaves out words that are less common than this times the word they would replace,
  ///     where the table counts both.
  ///   - unusualWords: whether letters, possessives, abbreviations and archaic words of an English lexicon
  ///     are among them (`UnusualWords`).
  ///   - variants: leaves other spellings of the same word out of those `limit`; nil takes them for
  ///     homophones.
  public convenience init(
    _ index: HomophoneIndex, limit: Int = 5, minimumFrequency: Int = 50,
    minimumRatio: Double = PerturbationSettings.standardRatio,
    unusualWords: UnusualWordTreatment = .excluded, without variants: SpellingVariants? = nil
  ) {
    var settings = PerturbationSettings(.homophones)
    settings.candidates = limit
    settings.minimumFrequency = minimumFrequency
    settings.minimumRatio = minimumRatio
    settings.unusualWords = unusualWords
    settings.stress = index.stress
    settings.variants = index.variants
    settings.spellings = variants == nil ? .included : .excluded
    settings.sources = PerturbationSources(
      lexicon: LexiconSource(index.lexicon), frequencies: index.frequencies)
    let choice = CandidateChoice(settings, isEnglish: index.lexicon.isEnglish) {
      index.count(of: $0)
    }
    self.init(settings: settings) { word in
      let all = choice.chosen(
        among: index.candidates(for: word, minimumCount: minimumFrequency), for: word)
      guard let variants else { return all }
      return all.filter { !variants.areVariants(word, $0) }
    }
  }

  /// Words one phone apart, nearest first; for a ``HomophoneSubstitution`` with an id of its own.
  public convenience init(
    near index: NearHomophones, limit: Int = 5, minimumFrequency: Int = 50,
    minimumRatio: Double = PerturbationSettings.standardRatio,
    unusualWords: UnusualWordTreatment = .excluded
  ) {
    var settings = PerturbationSettings(.nearHomophones)
    settings.candidates = limit
    settings.minimumRatio = minimumRatio
    settings.unusualWords = unusualWords
    let choice = CandidateChoice(settings, isEnglish: index.lexicon.isEnglish) {
      index.count(of: $0)
    }
    self.init(settings: nil) { word in
      choice.chosen(among: index.candidates(for: word, minimumCount: minimumFrequency), for: word)
    }
  }

  /// A table made by hand: every word of a set may become every other, in the set's order.
  public convenience init(sets: [[String]]) {
    var table: [String: [String]] = [:]
    for set in sets {
      for word in set {
        for other in set where other != word && table[word]?.contains(other) != true {
          table[word, default: []].append(other)
        }
      }
    }
    self.init { [table] in table[$0] ?? [] }
  }

  /// Homophones of `word`; empty for a word that the lexicon does not know or that has none.
  ///
  /// Case and punctuation stay: "Four," becomes "For,".
  public func candidates(for word: String) -> [String] {
    entry(for: word).homophones
  }

  /// Whether candidates are said like the word, and not only nearly.
  var soundsAlike: Bool { settings?.kind != .nearHomophones }

  /// The entry of `word`.
  func entry(for word: String) -> Entry {
    var word = word
    return word.withUTF8 { bytes in entry(for: bytes, hash: Self.hash(of: bytes)) }
  }

  /// A word with its homophones.
  final class Entry: Sendable {
    let word: String
    /// The word without case and punctuation, by which it was looked up.
    let key: String
    /// Whether another word may have the same key.
    let mayShareKey: Bool
    /// In the word's case and punctuation.
    let homophones: [String]
    /// What ``HomophoneCandidates/weigher`` needs to know of them.
    let weighed: CandidateWeigher.Word?
    fileprivate let hash: UInt64

    fileprivate init(
      word: String, key: String, homophones: [String], weighed: CandidateWeigher.Word?,
      hash: UInt64
    ) {
      self.word = word
      self.key = key
      mayShareKey = !WordDress.isPlainText(word)
      self.homophones = homophones
      self.weighed = weighed
      self.hash = hash
    }
  }

  /// Where ``hash(of:)`` begins, for those who hash while they read.
  static let emptyHash: UInt64 = 0xCBF2_9CE4_8422_2325

  /// A step of 64-bit FNV-1a.
  @inline(__always)
  static func hash(_ hash: UInt64, adding byte: UInt8) -> UInt64 {
    (hash ^ UInt64(byte)) &* 0x100_0000_01B3
  }

  private static func hash(of bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    bytes.reduce(emptyHash) { hash($0, adding: $1) }
  }

  /// The entry of a word in UTF-8.
  func entry(for bytes: UnsafeBufferPointer<UInt8>, hash: UInt64) -> Entry {
    if let found = known.withLock({ $0.entry(for: bytes, hash: hash) }) { return found }
    let word = String(decoding: bytes, as: UTF8.self)
    let entry = entry(of: word, hash: hash)
    return known.withLock { known in
      // Another thread may have been quicker.
      if let found = known.entry(for: bytes, hash: hash) { return found }
      known.insert(entry)
      return entry
    }
  }

  private func entry(of word: String, hash: UInt64) -> Entry {
    var dress = WordDress.isPlain(word) ? nil : WordDress(word)
    var key = dress?.key ?? word
    var found = lookUp(key)
    if found.isEmpty, dress != nil {
      // A table of somebody's own may have the word as it is written.
      (dress, key, found) = (nil, word, lookUp(word))
    }
    return Entry(
      word: word, key: key, homophones: dress.map { found.map($0.dress) } ?? found,
      weighed: weigher?.word(key, candidates: found, soundsAlike: soundsAlike), hash: hash)
  }

  /// Entries by their words' hashes; open addressing with linear probing, at most half full.
  private struct KnownWords {
    private var entries: [Entry] = []
    /// Index into `entries` plus one, or 0.
    private var slots = [UInt32](repeating: 0, count: 1_024)

    func entry(for bytes: UnsafeBufferPointer<UInt8>, hash: UInt64) -> Entry? {
      var place = place(of: hash)
      while slots[place] != 0 {
        let entry = entries[Int(slots[place]) - 1]
        if entry.hash == hash, entry.word.utf8.elementsEqual(bytes) { return entry }
        place = (place + 1) & (slots.count - 1)
      }
      return nil
    }

    mutating func insert(_ entry: Entry) {
      entries.append(entry)
      if entries.count * 2 > slots.count {
        slots = [UInt32](repeating: 0, count: slots.count * 2)
        for index in entries.indices { occupy(index) }
      } else {
        occupy(entries.count - 1)
      }
    }

    private mutating func occupy(_ index: Int) {
      var place = place(of: entries[index].hash)
      while slots[place] != 0 { place = (place + 1) & (slots.count - 1) }
      slots[place] = UInt32(index + 1)
    }

    private func place(of hash: UInt64) -> Int {
      Int(truncatingIfNeeded: hash ^ hash >> 32) & (slots.count - 1)
    }
  }
}
