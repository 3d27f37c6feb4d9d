/// A phone as its lexicon's inventory numbers it.
///
/// The number means something only together with the ``PhoneInventory`` that gave it; the ARPABET
/// phones have the same numbers in every inventory.
public struct Phone: Hashable, Sendable, Comparable {
  public let code: UInt8

  public init(code: UInt8) {
    self.code = code
  }

  public static func < (left: Phone, right: Phone) -> Bool { left.code < right.code }
}
