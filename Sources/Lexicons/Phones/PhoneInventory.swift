/// Which phones a lexicon uses, and what is known of each.
///
/// Every inventory begins with ARPABET, each vowel bare and with its three stresses, so that those
/// phones have the same codes everywhere. Symbols that a lexicon adds follow in order of first
/// sight; of them nothing is known but that they differ.
public struct PhoneInventory: Sendable {
  /// How many phones an inventory can hold.
  public static let capacity = 256

  private var table = WordTable()
  /// For each code the code of the same phone without stress.
  package private(set) var stressless: [UInt8] = []
  /// For each code what the mouth does, as far as known.
  private(set) var features: [ARPABET.Features?] = []

  /// ARPABET and nothing else.
  public static let arpabet = PhoneInventory()

  private init() {
    for (symbol, features) in ARPABET.phones {
      let bare = add(symbol, features: features)
      guard features.isVowel else { continue }
      for stress in 0...2 {
        _ = add("\(symbol)\(stress)", features: features, stressless: bare)
      }
    }
  }

  private mutating func add(
    _ symbol: String, features: ARPABET.Features?, stressless bare: UInt8? = nil
  ) -> UInt8 {
    let code = UInt8(table.intern(symbol))
    stressless.append(bare ?? code)
    self.features.append(features)
    return code
  }

  /// The number of phones.
  public var count: Int { table.count }

  /// The phone with this symbol, if the inventory has it.
  public func phone(_ symbol: String) -> Phone? {
    table.find(symbol).map { Phone(code: UInt8($0)) }
  }

  /// The phone's symbol, such as `AH0`.
  ///
  /// - Precondition: the phone is of this inventory.
  public func symbol(of phone: Phone) -> String {
    table.word(Int(phone.code))
  }

  /// The same phone without its stress; a phone without stress is its own.
  ///
  /// - Precondition: the phone is of this inventory.
  public func withoutStress(_ phone: Phone) -> Phone {
    Phone(code: stressless[Int(phone.code)])
  }

  func code(of symbol: UnsafeBufferPointer<UInt8>) -> UInt8? {
    table.find(symbol).map { UInt8($0) }
  }

  /// The code of `symbol`, new if need be; nil when the inventory is full.
  mutating func intern(_ symbol: UnsafeBufferPointer<UInt8>) -> UInt8? {
    if let code = code(of: symbol) { return code }
    guard count < Self.capacity else { return nil }
    return add(String(decoding: symbol, as: UTF8.self), features: nil)
  }
}
