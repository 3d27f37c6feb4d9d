/// A few letters and the phones that they stand for: the unit of a pronunciation model.
///
/// Letters and phones are numbers in the model's alphabets.
package struct Graphone: Hashable, Comparable, Sendable {
  /// The letters; at least one.
  package let letters: [UInt16]
  /// The phones; none for a silent letter, such as the "k" of "knee".
  package let phones: [UInt8]

  /// The number of letters or of phones, whichever is greater.
  package var size: Int { max(letters.count, phones.count) }

  /// Orders graphones by letters, then by phones, so that graphones with the same letters are
  /// neighbors.
  package static func < (left: Graphone, right: Graphone) -> Bool {
    if left.letters != right.letters {
      return left.letters.lexicographicallyPrecedes(right.letters)
    }
    return left.phones.lexicographicallyPrecedes(right.phones)
  }
}

/// A word and one of its pronunciations, as numbers in the alphabets of a model.
package struct SpelledPronunciation: Hashable, Sendable {
  package let letters: [UInt16]
  package let phones: [UInt8]

  package init(letters: [UInt16], phones: [UInt8]) {
    self.letters = letters
    self.phones = phones
  }
}

/// The largest numbers of letters and phones in a graphone.
package struct GraphoneShape: Hashable, Sendable {
  package var letters = 2
  package var phones = 2

  package init(letters: Int = 2, phones: Int = 2) {
    self.letters = letters
    self.phones = phones
  }

  /// Whether a graphone may have this many letters and phones: one letter with any number of
  /// phones, or several letters with one phone. Larger pieces would swallow the smaller ones that
  /// they are made of.
  package func allows(letters: Int, phones: Int) -> Bool {
    letters == 1 ? phones <= self.phones : letters <= self.letters && phones == 1
  }
}
