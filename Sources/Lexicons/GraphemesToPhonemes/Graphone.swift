/// A few letters and the phones that they stand for: the unit of a pronunciation model.
///
/// Letters and phones are numbers in the model's alphabets.
struct Graphone: Hashable, Comparable, Sendable {
  /// At least one.
  let letters: [UInt16]
  /// Perhaps none: the "k" of "knee".
  let phones: [UInt8]

  /// Its letters or its phones, whichever are more.
  var size: Int { max(letters.count, phones.count) }

  /// By letters, then by phones: graphones with the same letters are neighbors.
  static func < (left: Graphone, right: Graphone) -> Bool {
    if left.letters != right.letters {
      return left.letters.lexicographicallyPrecedes(right.letters)
    }
    return left.phones.lexicographicallyPrecedes(right.phones)
  }
}

/// A word and one of its pronunciations, as numbers in the alphabets of a model.
struct SpelledPronunciation: Hashable, Sendable {
  let letters: [UInt16]
  let phones: [UInt8]
}

/// How many letters and phones a graphone has at most.
struct GraphoneShape: Hashable, Sendable {
  var letters = 2
  var phones = 2

  /// One letter with any number of phones, or more letters with one phone: larger pieces would swallow the
  /// smaller ones that they are made of.
  func allows(letters: Int, phones: Int) -> Bool {
    letters == 1 ? phones <= self.phones : letters <= self.letters && phones == 1
  }
}
