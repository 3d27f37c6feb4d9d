import Artifacts
public import Lexicons
import Transcripts

/// The homophones that may replace a word, most frequent first. Each word is looked up once.
///
/// Words are looked up without case and punctuation, which are restored in the homophones: "Right,"
/// may become "Write,".
public final class HomophoneCandidates: Sendable {
  /// The recipe's settings for the candidates; nil for candidates from a function or table.
  package let settings: PerturbationSettings?
  /// Weighs candidates against each other and against the word; nil if all are equally likely.
  let weigher: CandidateWeigher?
  private let lookUp: @Sendable (String) -> [String]
  private let known = Lock(KnownWords())

  /// Makes candidates from a function.
  ///
  /// - Parameter lookUp: returns the homophones of a word without case and punctuation, best first
  ///   and without the word itself.
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
  /// - Parameter settings: the recipe's settings for them.
  package func weighed(
    by weigher: CandidateWeigher?, _ settings: PerturbationSettings? = nil
  ) -> HomophoneCandidates {
    HomophoneCandidates(settings: settings, weigher: weigher, lookUp)
  }

  /// Makes candidates from the homophones of a lexicon.
  ///
  /// - Parameters:
  ///   - index: the homophones of a lexicon.
  ///   - limit: the largest number of homophones per word, most frequent first.
  ///   - minimumFrequency: leaves out words with a lower count in the index's frequency table.
  ///   - minimumRatio: leaves out words that are less common than this times the word they would replace,
  ///     where the table counts both.
  ///   - unusualWords: whether letters, possessives, abbreviations and archaic words of an English
  ///     lexicon are included (`UnusualWords`).
  ///   - variants: spellings of the same word, which are left out of these `limit`; nil includes
  ///     them.
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

  /// Makes candidates from the words one phone away, nearest first, for a ``HomophoneSubstitution``
  /// with an id of its own.
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

  /// Makes candidates from sets: every word of a set may become every other, in the set's order.
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

  /// The homophones of `word`; empty if the lexicon lacks the word or it has none.
  ///
  /// Case and punctuation are kept: "Four," becomes "For,".
  public func candidates(for word: String) -> [String] {
    entry(for: word).homophones
  }

  /// Whether candidates sound exactly like the word, and not only nearly.
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
    /// The homophones in the word's case and punctuation.
    let homophones: [String]
    /// The data that ``HomophoneCandidates/weigher`` needs about them.
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

  /// The initial value of ``hash(of:)``, for code that hashes while it reads.
  static let emptyHash: UInt64 = 0xCBF2_9CE4_8422_2325

  /// Adds a byte to a 64-bit FNV-1a hash.
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
    /// The hash table: an index into `entries` plus one, or 0 for an empty slot.
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
