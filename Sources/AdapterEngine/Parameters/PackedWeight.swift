import CAdapterKernels
import Synchronization

/// A weight in the panels that the products read, made at first use and shared by all threads.
final class PackedWeight: Sendable {
  private struct Forms: Sendable {
    var forward: Tensor?
    var backward: Tensor?
    var reduced: [mk_precision.RawValue: Tensor] = [:]
    var reducedBackward: [mk_precision.RawValue: Tensor] = [:]
    var forwardHeads: [Tensor]?
    var backwardHeads: [Tensor]?
  }

  private let forms = Mutex(Forms())

  /// Panels for x · Wᵀ, W `[outputs, inputs]`.
  func forward(_ weight: () -> Tensor) -> Tensor {
    forms.withLock { forms in
      if let packed = forms.forward { return packed }
      let packed = Self.pack(weight())
      forms.forward = packed
      return packed
    }
  }

  /// Panels for dy · W.
  func backward(_ weight: () -> Tensor) -> Tensor {
    forms.withLock { forms in
      if let packed = forms.backward { return packed }
      let packed = Self.packTransposed(weight())
      forms.backward = packed
      return packed
    }
  }

  /// Panels of reduced precision for x · Wᵀ.
  func reduced(_ precision: mk_precision, _ weight: () -> Tensor) -> Tensor {
    forms.withLock { forms in
      if let packed = forms.reduced[precision.rawValue] { return packed }
      let packed = Self.reduce(weight(), precision)
      forms.reduced[precision.rawValue] = packed
      return packed
    }
  }

  /// Panels of bfloat16 for dy · W.
  func reducedBackward(_ precision: mk_precision, _ weight: () -> Tensor) -> Tensor {
    forms.withLock { forms in
      if let packed = forms.reducedBackward[precision.rawValue] { return packed }
      let packed = Self.reduceTransposed(weight(), precision)
      forms.reducedBackward[precision.rawValue] = packed
      return packed
    }
  }

  /// Panels for x · Wₕᵀ, Wₕ `[outputs / heads, inputs]` what makes one attention head's outputs.
  func forwardHeads(_ count: Int, _ weight: () -> Tensor) -> [Tensor] {
    forms.withLock { forms in
      if let packed = forms.forwardHeads { return packed }
      let packed = Self.heads(count, of: weight()).map(Self.pack)
      forms.forwardHeads = packed
      return packed
    }
  }

  /// Panels for dy · Wₕ.
  func backwardHeads(_ count: Int, _ weight: () -> Tensor) -> [Tensor] {
    forms.withLock { forms in
      if let packed = forms.backwardHeads { return packed }
      let packed = Self.heads(count, of: weight()).map(Self.packTransposed)
      forms.backwardHeads = packed
      return packed
    }
  }

  private static func heads(_ count: Int, of weight: Tensor) -> [Tensor] {
    let outputs = weight.rows / count
    return (0..<count).map { weight.rows($0 * outputs..<($0 + 1) * outputs) }
  }

  static func reduce(_ weight: Tensor, _ precision: mk_precision) -> Tensor {
    let (rows, columns) = (weight.rows, weight.columns)
    return made(of: weight, bytes: mk_reduced_weight_bytes(precision, rows, columns)) {
      mk_reduce_weight(precision, $0, columns, rows, columns, $1)
    }
  }

  static func reduceTransposed(_ weight: Tensor, _ precision: mk_precision) -> Tensor {
    let (rows, columns) = (weight.rows, weight.columns)
    return made(of: weight, bytes: mk_reduced_weight_bytes(precision, columns, rows)) {
      mk_reduce_transposed_weight(precision, $0, columns, columns, rows, $1)
    }
  }

  static func pack(_ weight: Tensor) -> Tensor {
    let (rows, columns) = (weight.rows, weight.columns)
    return made(of: weight, bytes: 4 * mk_packed_count(rows, columns)) {
      mk_pack($0, columns, rows, columns, $1)
    }
  }

  static func packTransposed(_ weight: Tensor) -> Tensor {
    let (rows, columns) = (weight.rows, weight.columns)
    return made(of: weight, bytes: 4 * mk_packed_count(columns, rows)) {
      mk_pack_transposed($0, columns, columns, rows, $1)
    }
  }

  /// What `fill` writes, given the weight's elements and where to.
  private static func made(
    of weight: Tensor, bytes: Int,
    _ fill: (UnsafePointer<Float>?, UnsafeMutablePointer<Float>) -> Void
  ) -> Tensor {
    var packed = Tensor(uninitializedBytes: bytes, lifetime: .lasting)
    let to = packed.mutableFloats
    weight.withUnsafeValues { fill($0.baseAddress, to) }
    return packed
  }
}
