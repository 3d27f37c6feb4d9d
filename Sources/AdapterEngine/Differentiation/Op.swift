/// Everything that a tape can do, with what its backward pass needs; `Tape` has the forward of each
/// and one switch for all the backwards.
enum Op: Sendable {
  case embed(tokens: [Int32], table: ParameterID)
  /// `x` is the input's value where the weight's own gradient needs it; `saved` the sum before GELU or
  /// the output of tanh; `isBase`: computed with an adapted weight's own value; `isExact`: in
  /// single precision.
  case linear(
    input: Int?, x: SavedValue?, weight: ParameterID, bias: ParameterID?, activation: Activation,
    saved: Tensor?, residual: Int?, isBase: Bool, isExact: Bool)
  /// `saved` is the input of GELU or the output of tanh.
  case activate(input: Int, activation: Activation, saved: Tensor)
  /// Concatenates rows; `count` is the number of rows of the first operand.
  case concatenate(Int?, Int?, count: Int)
  case add(Int?, Int?)
  /// `statistics`: mean and inverse deviation per row.
  case layerNorm(input: Node, gain: ParameterID, bias: ParameterID, statistics: Tensor)
  case attention(AttentionRecord)
  case rows(input: Int, indices: [Int], count: Int)
  case dropout(input: Int, rate: Float, key: UInt64)
  case scale(input: Int, factor: Float)
  /// `gradient`: softmax less one-hot, per row.
  case crossEntropy(input: Int, gradient: Tensor)
}

/// What the backward pass of attention needs.
struct AttentionRecord: Sendable {
  let queries: Node
  let keys: Node
  let values: Node
  let sequences: [Range<Int>]
  let queryRanges: [Range<Int>]
  let heads: Int
  /// Softmax weights, sequence after sequence, each `[heads][queries][stride]`.
  let weights: Tensor
}
