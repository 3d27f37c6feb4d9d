/// The words of a lexicon that are held out from training to measure a model on: a tenth of the
/// words, the same in every lexicon.
public enum HeldOutWords {
  /// Whether a word is held out, which it is if the 64-bit FNV-1a hash of its UTF-8 bytes is a
  /// multiple of ten.
  public static func contains(_ word: String) -> Bool {
    let hash = word.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { hash, byte in
      (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    return hash % 10 == 0
  }
}
