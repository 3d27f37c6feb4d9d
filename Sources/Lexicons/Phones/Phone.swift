/// A phone, identified by its number in a lexicon's inventory.
///
/// The number is only meaningful together with the ``PhoneInventory`` that assigned it. ARPABET
/// phones have the same numbers in every inventory that has them.
public struct Phone: Hashable, Sendable, Comparable {
  public let code: UInt8

  public init(code: UInt8) {
    self.code = code
  }

  public static func < (left: Phone, right: Phone) -> Bool { left.code < right.code }
}
