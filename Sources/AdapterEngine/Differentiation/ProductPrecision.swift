import CAdapterKernels

/// How exactly the products of linear layers are computed, and in training the gradients of their inputs;
/// sums, attention, norms, activations and gradients of weights are always in single precision.
///
/// Every row is rounded by itself, so a row's result is the same bits in any batch; and it is the
/// same bits on every kernel path.
public enum ProductPrecision: String, Hashable, Sendable, Codable, CaseIterable {
  /// Single precision.
  case single = "fp32"
  /// Weights and inputs rounded to bfloat16 (to nearest, halves to even), products exact, sums in
  /// single precision. Fast where the processor has AVX-512 BF16.
  case bfloat16 = "bf16"
  /// Weights as 8-bit integers with a scale for each output, inputs as 8-bit integers with a scale
  /// and a zero for each row, taken from the row itself; sums exact. Fast where the processor has
  /// AVX-512 VNNI.
  ///
  /// Training is SwitchBack's (Wortsman et al. 2023, arXiv 2304.13013, algorithm 1) but for the weights'
  /// scale, which there is one for a whole weight: y = x · Wᵀ and dx = dy · W in 8-bit integers, the rows of
  /// dy with scales of their own as those of x, W for dx rounded with a scale for each input; dyᵀ · x, which
  /// sums up over all tokens, in single precision.
  case int8

  /// Whether the kernels in use have the processor's own instructions for it; else they compute the same
  /// bits without, slower than in single precision.
  public var isNative: Bool {
    switch self {
    case .single: true
    case .bfloat16: mk_current_path() == MK_AVX512BF16
    case .int8: [MK_AVX512VNNI, MK_AVX512BF16].contains(mk_current_path())
    }
  }

  /// The kernels' name for it; nil for single precision.
  var kernel: mk_precision? {
    switch self {
    case .single: nil
    case .bfloat16: MK_BFLOAT
    case .int8: MK_INT8
    }
  }
}
