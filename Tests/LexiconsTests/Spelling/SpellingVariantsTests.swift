import Lexicons
import Testing

@Suite struct `Spelling variants` {
  @Test(arguments: [
    ("colour", "color"), ("colours", "colors"), ("ok", "okay"), ("grey", "gray"),
    ("theatre", "theater"), ("organise", "organize"), ("organisation", "organization"),
    ("traveller", "traveler"), ("cancelled", "canceled"), ("catalogue", "catalog"),
    ("mr", "mister"), ("honourable", "honorable"), ("neighbourhood", "neighborhood"),
    ("o.k.", "ok"), ("paralyse", "paralyze"), ("defence", "defense"),
  ])
  func `are one word`(first: String, second: String) {
    #expect(SpellingVariants.english.areVariants(first, second))
    #expect(SpellingVariants.english.areVariants(second, first))
  }

  @Test(arguments: [
    ("st", "street"), ("st.", "street"), ("st", "saint"), ("dr", "drive"), ("dr", "doctor"),
    ("dr.", "doctor"), ("mr", "mister"), ("mrs.", "missus"), ("ave", "avenue"),
    ("blvd", "boulevard"),
    ("rd", "road"), ("prof", "professor"), ("sgt", "sergeant"), ("lt", "lieutenant"),
    ("gov", "governor"), ("jr", "junior"), ("mt", "mount"), ("ft", "fort"), ("apt", "apartment"),
    ("inc", "incorporated"), ("sts", "streets"),
  ])
  func `abbreviations of titles and addresses are what they are short for`(
    short: String, long: String
  ) {
    #expect(SpellingVariants.english.areVariants(short, long))
    #expect(SpellingVariants.english.areVariants(long, short))
  }

  @Test func `what one abbreviation is short for are two words`() {
    #expect(!SpellingVariants.english.areVariants("street", "saint"))
    #expect(!SpellingVariants.english.areVariants("doctor", "drive"))
    // And nobody writes "gen" for every "general".
    #expect(SpellingVariants.english.listed(for: "general") == [])
    #expect(SpellingVariants.english.listed(for: "st") == ["saint", "st."])
  }

  /// What stands in CMUdict as a homophone of its abbreviation.
  @Test func `no abbreviation is a homophone that a first pass mishears`() {
    let candidates = ["street", "drive", "doctor", "mister", "avenue", "saint"].flatMap { word in
      CMUdict.homophones.candidates(for: word, minimumCount: 0).map(\.word)
        .filter { ["st", "st.", "dr", "dr.", "mr", "mr.", "ave"].contains($0) }
        .map { (word, $0) }
    }
    #expect(candidates.count >= 4)
    for (word, other) in candidates {
      #expect(SpellingVariants.english.areVariants(word, other), "\(word), \(other)")
    }
  }

  @Test(arguments: [
    ("there", "their"), ("four", "for"), ("two", "too"), ("weir", "we're"), ("sea", "see"),
    ("colour", "colour"), ("whole", "hole"), ("bore", "boar"), ("its", "it's"), ("your", "you're"),
    ("principal", "principle"), ("air", "heir"), ("hour", "our"),
  ])
  func `homophones are not`(first: String, second: String) {
    #expect(!SpellingVariants.english.areVariants(first, second))
  }

  /// The list and the rules on everything that CMUdict knows and people say.
  @Test func `few of CMUdict's common homophone pairs are variants`() {
    var variants: [String] = []
    var pairs = 0
    let lexicon = CMUdict.lexicon
    for id in 0..<lexicon.wordCount {
      let word = lexicon.word(id)
      guard CMUdict.frequencies.count(of: word) >= 50 else { continue }
      for other in CMUdict.homophones.candidates(for: word, minimumCount: 50)
      where word < other.word {
        pairs += 1
        if SpellingVariants.english.areVariants(word, other.word) {
          variants.append("\(word)/\(other.word)")
        }
      }
    }
    print("spelling variants among \(pairs) common homophone pairs: \(variants.count)", variants)
    #expect((10...300).contains(variants.count))
  }
}
