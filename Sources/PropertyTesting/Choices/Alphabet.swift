/// The letters that texts are drawn from, the simplest first.
///
///     let name = Generator<String>.text(of: .lowercase + "-'", count: 1...20)
public struct Alphabet: Hashable, Sendable, ExpressibleByStringLiteral {
  /// The letters in order of simplicity, without duplicates.
  public let letters: [Unicode.Scalar]
  private let numbers: [Unicode.Scalar: UInt32]

  /// - Parameter letters: the simplest first; repetitions are left out.
  public init(_ letters: some Sequence<Unicode.Scalar>) {
    var ordered: [Unicode.Scalar] = []
    var numbers: [Unicode.Scalar: UInt32] = [:]
    for letter in letters where numbers[letter] == nil {
      numbers[letter] = UInt32(ordered.count)
      ordered.append(letter)
    }
    self.letters = ordered
    self.numbers = numbers
  }

  public init(stringLiteral value: String) {
    self.init(value.unicodeScalars)
  }

  /// The letters of both, those of `left` being simpler.
  public static func + (left: Alphabet, right: Alphabet) -> Alphabet {
    Alphabet(left.letters + right.letters)
  }

  /// The letters a to z.
  public static let lowercase: Alphabet = "abcdefghijklmnopqrstuvwxyz"
  /// The digits 0 to 9.
  public static let digits: Alphabet = "0123456789"
  /// Printable ASCII: small letters, digits, capitals, the blank, then the rest.
  public static let ascii =
    lowercase + digits + "ABCDEFGHIJKLMNOPQRSTUVWXYZ "
    + Alphabet((0x21...0x7E).map { Unicode.Scalar($0 as UInt8) })

  func text(_ numbers: [UInt32]) -> String {
    var text = String.UnicodeScalarView()
    for number in numbers { text.append(letters[Int(number)]) }
    return String(text)
  }

  /// The numbers of a text's letters; `nil` if one is not in the alphabet.
  func numbers(of text: String) -> [UInt32]? {
    var result: [UInt32] = []
    for letter in text.unicodeScalars {
      guard let number = numbers[letter] else { return nil }
      result.append(number)
    }
    return result
  }
}
