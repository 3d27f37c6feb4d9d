extension Dictionary where Value == Int {
  /// The value of `key`; `next`, after calling `insert`, if it is new.
  mutating func updateOrInsert(
    _ key: Key, next: Int, insert: () -> Void
  ) -> Int {
    if let known = self[key] { return known }
    self[key] = next
    insert()
    return next
  }
}
