/// Gives each different word a number, so that alignment compares numbers.
///
/// Words are equal as Swift's strings are: by canonical equivalence.
public struct WordInterner: Sendable {
  /// The words by number.
  public private(set) var words: [String] = []
  private var hashes: [UInt64] = []
  /// Number of a word plus one, or 0; open addressing with linear probing, at most half full.
  private var slots = [UInt32](repeating: 0, count: 128)

  public init() {
    // Two texts of ordinary length fit without growing.
    words.reserveCapacity(64)
    hashes.reserveCapacity(64)
  }

  /// The word's number: the same each time, counted from 0 in order of first sight.
  public mutating func intern(_ word: String) -> UInt32 {
    let hash = Self.hash(word)
    let mask = slots.count - 1
    var place = Int(truncatingIfNeeded: hash) & mask
    while slots[place] != 0 {
      let number = Int(slots[place]) - 1
      if hashes[number] == hash, words[number] == word { return UInt32(number) }
      place = (place + 1) & mask
    }
    let number = UInt32(words.count)
    words.append(word)
    hashes.append(hash)
    slots[place] = number + 1
    if words.count * 2 > slots.count { grow() }
    return number
  }

  /// The numbers of `words`.
  public mutating func intern(_ words: [String]) -> [UInt32] {
    words.map { intern($0) }
  }

  /// The same for canonically equivalent words. Swift's own hash is keyed and made for longer
  /// texts; most words have five letters.
  private static func hash(_ word: String) -> UInt64 {
    var word = word
    if let hash = word.withUTF8({ bytes in hash(ofASCII: bytes) }) { return hash }
    word = UnicodeForm.nfc.apply(to: word)
    return word.withUTF8 { bytes in
      bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
  }

  private static func hash(ofASCII bytes: UnsafeBufferPointer<UInt8>) -> UInt64? {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    var all: UInt8 = 0
    for byte in bytes {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
      all |= byte
    }
    return all < 0x80 ? hash ^ hash >> 32 : nil
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 4)
    let mask = slots.count - 1
    for (number, hash) in hashes.enumerated() {
      var place = Int(truncatingIfNeeded: hash) & mask
      while slots[place] != 0 { place = (place + 1) & mask }
      slots[place] = UInt32(number + 1)
    }
  }
}
