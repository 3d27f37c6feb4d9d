import CAdapterKernels

/// The place of each sequence's softmax weights, and the space that the kernels need.
struct AttentionLayout {
  let weightOffsets: [Int]
  let weightCount: Int
  private let sequences: [Range<Int>]
  private let queryRanges: [Range<Int>]
  private let heads: Int

  init(sequences: [Range<Int>], queryRanges: [Range<Int>], heads: Int) {
    var offsets: [Int] = []
    var total = 0
    for (sequence, rows) in zip(sequences, queryRanges) {
      offsets.append(total)
      total += heads * rows.count * mk_attention_stride(sequence.count)
    }
    weightOffsets = offsets
    weightCount = total
    self.sequences = sequences
    self.queryRanges = queryRanges
    self.heads = heads
  }

  func scratchCount(_ headWidth: Int) -> Int {
    zip(sequences, queryRanges).reduce(0) {
      max($0, mk_attention_scratch($1.1.count, $1.0.count, headWidth))
    }
  }

  /// 1 / sqrt(width of a head).
  func scale(_ width: Int) -> Float { 1 / Float(width / heads).squareRoot() }
}
