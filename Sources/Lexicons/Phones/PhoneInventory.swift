/// The phones that a lexicon uses, with what is known about each.
///
/// If a lexicon may use ARPABET, its inventory begins with the ARPABET phones, each vowel without
/// stress and with its three stresses, so that these phones have the same codes everywhere. Other
/// symbols follow in the order in which they first occur. The articulation of phones in the IPA is
/// known; of other phones it is only known that they differ.
public struct PhoneInventory: Sendable {
  /// The largest number of phones in an inventory.
  public static let capacity = 256

  private var table = WordTableBuilder()
  /// For each code, the code of the same phone without stress.
  package private(set) var stressless: [UInt8] = []
  /// For each code, the articulatory features, if they are known.
  private(set) var features: [PhoneFeatures?] = []

  /// The inventory of ARPABET and nothing else.
  public static let arpabet = PhoneInventory(beginsWithARPABET: true)
  /// The inventory without phones.
  static let empty = PhoneInventory(beginsWithARPABET: false)

  private init(beginsWithARPABET: Bool) {
    guard beginsWithARPABET else { return }
    for (symbol, features) in ARPABET.phones {
      let bare = add(symbol, features: features)
      guard features.isVowel else { continue }
      for stress in 0...2 {
        _ = add("\(symbol)\(stress)", features: features, stressless: bare)
      }
    }
  }

  private mutating func add(
    _ symbol: String, features: PhoneFeatures?, stressless bare: UInt8? = nil
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
  /// - Precondition: the phone belongs to this inventory.
  public func symbol(of phone: Phone) -> String {
    table.word(Int(phone.code))
  }

  /// The same phone without its stress, or the phone itself if it has none.
  ///
  /// - Precondition: the phone belongs to this inventory.
  public func withoutStress(_ phone: Phone) -> Phone {
    Phone(code: stressless[Int(phone.code)])
  }

  /// Whether a phone is an ARPABET phone; these come first in the inventories that have them.
  func isARPABET(_ code: UInt8) -> Bool {
    Int(code) < Self.arpabet.count && count >= Self.arpabet.count
      && table.word(0) == Self.arpabet.table.word(0)
  }

  func code(of symbol: UnsafeBufferPointer<UInt8>) -> UInt8? {
    table.find(symbol).map { UInt8($0) }
  }

  /// The code of `symbol`, which is added if need be; nil if the inventory is full.
  mutating func intern(_ symbol: UnsafeBufferPointer<UInt8>) -> UInt8? {
    if let code = code(of: symbol) { return code }
    guard count < Self.capacity else { return nil }
    return add(String(decoding: symbol, as: UTF8.self), features: nil)
  }

  /// The code of a phone in the IPA or ARPABET with its stress (0 for none, 1 for primary, 2 for
  /// secondary), which is added if need be; nil if the inventory is full.
  mutating func intern(_ token: IPATokenizer.Token) -> UInt8? {
    let mark = ["", "\u{2C8}", "\u{2CC}"][token.stress]
    if let known = table.find(mark + token.symbol) { return UInt8(known) }
    var bare: UInt8?
    if token.stress > 0 {
      bare = intern(IPATokenizer.Token(symbol: token.symbol, stress: 0))
      if bare == nil { return nil }
    }
    guard count < Self.capacity else { return nil }
    return add(
      mark + token.symbol, features: IPA.features(of: token.symbol), stressless: bare)
  }

  /// The symbols in the order of their codes, each with the code of the phone without its stress.
  var listing: [(symbol: String, stressless: UInt8, isIPA: Bool)] {
    (0..<count).map { (table.word($0), stressless[$0], features[$0] != nil) }
  }

  /// Makes an inventory from its ``listing``; nil if the listing is malformed.
  init?(listing: [(symbol: String, stressless: UInt8, isIPA: Bool)]) {
    let arpabet = Self.arpabet
    let begins = listing.count >= arpabet.count && listing.first?.symbol == arpabet.table.word(0)
    self.init(beginsWithARPABET: begins)
    guard listing.count <= Self.capacity else { return nil }
    for (code, entry) in listing.enumerated() {
      guard code >= count else {
        guard table.word(code) == entry.symbol, stressless[code] == entry.stressless else {
          return nil
        }
        continue
      }
      guard Int(entry.stressless) <= code else { return nil }
      let bare = Int(entry.stressless) == code ? entry.symbol : table.word(Int(entry.stressless))
      let added = add(
        entry.symbol, features: entry.isIPA ? IPA.features(of: bare) : nil,
        stressless: entry.stressless)
      guard Int(added) == code else { return nil }
    }
  }
}
