/// Values filed under 64-bit hashes, in one array. A look-up returns all values in the same bucket,
/// which the caller must compare.
struct HashBuckets: Sendable {
  private let starts: [UInt32]
  private let values: [UInt32]
  private let mask: UInt64

  /// Files each value under its hash, keeping the order of values in a bucket.
  init(hashes: [UInt64], values source: [UInt32]) {
    var size = 1024
    while size < hashes.count { size *= 2 }
    let mask = UInt64(size - 1)
    self.mask = mask
    var starts = [UInt32](repeating: 0, count: size + 1)
    for hash in hashes { starts[Int(hash & mask) + 1] += 1 }
    for bucket in 0..<size { starts[bucket + 1] += starts[bucket] }
    var next = starts
    var values = [UInt32](repeating: 0, count: source.count)
    for (hash, value) in zip(hashes, source) {
      let bucket = Int(hash & mask)
      values[Int(next[bucket])] = value
      next[bucket] += 1
    }
    self.starts = starts
    self.values = values
  }

  subscript(hash: UInt64) -> ArraySlice<UInt32> {
    let bucket = Int(hash & mask)
    return values[Int(starts[bucket])..<Int(starts[bucket + 1])]
  }
}
