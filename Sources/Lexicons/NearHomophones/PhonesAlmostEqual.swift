extension PhoneHash {
  /// The code that stands for a hidden phone. A real phone with this code only makes a bucket
  /// fuller.
  private static let hiddenPhone: UInt8 = 255

  /// The hash with the phone at `place` hidden.
  static func of(_ phones: UnsafeBufferPointer<UInt8>, hiding place: Int) -> UInt64 {
    var hash = PhoneHash()
    for index in 0..<phones.count { hash.add(index == place ? hiddenPhone : phones[index]) }
    return hash.value
  }

  /// The hash with the phone at `place` left out.
  static func of(
    _ phones: UnsafeBufferPointer<UInt8>, leavingOut place: Int
  ) -> UInt64 {
    var hash = PhoneHash()
    for index in 0..<phones.count where index != place { hash.add(phones[index]) }
    return hash.value
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether two pronunciations of equal length differ at one place and nowhere else.
  func differs(from other: UnsafeBufferPointer<UInt8>, onlyAt place: Int) -> Bool {
    for index in 0..<count where (self[index] == other[index]) == (index == place) { return false }
    return true
  }

  /// Whether this pronunciation equals `other` without the phone at one place.
  func equals(_ other: UnsafeBufferPointer<UInt8>, leavingOut place: Int) -> Bool {
    guard count == other.count - 1 else { return false }
    for index in 0..<count where self[index] != other[index < place ? index : index + 1] {
      return false
    }
    return true
  }
}
