/// Which words of a lexicon are kept from training, to measure a model on: a tenth, the same everywhere.
public enum HeldOutWords {
  /// Whether a word is held out: the hash FNV-1a of its UTF-8, of 64 bits, is a multiple of ten.
  public static func contains(_ word: String) -> Bool {
    let hash = word.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { hash, byte in
      (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    return hash % 10 == 0
  }
}
