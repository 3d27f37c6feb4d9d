import Artifacts
import CAdapterKernels

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

  private let forms = Lock(Forms())

  /// Panels for x · Wᵀ, W `[outputs, inputs]`.
  func forward(_ weight: () -> Tensor) -> Tensor {
    forms.withLock { Self.once(&$0.forward) { Self.pack(weight()) } }
  }

  /// The panels for dy · W.
  func backward(_ weight: () -> Tensor) -> Tensor {
    forms.withLock { Self.once(&$0.backward) { Self.packTransposed(weight()) } }
  }

  /// Panels of reduced precision for x · Wᵀ.
  func reduced(_ precision: mk_precision, _ weight: () -> Tensor) -> Tensor {
    forms.withLock {
      Self.once(&$0.reduced[precision.rawValue]) { Self.reduce(weight(), precision) }
    }
  }

  /// Panels of reduced precision for dy · W.
  func reducedBackward(_ precision: mk_precision, _ weight: () -> Tensor) -> Tensor {
    forms.withLock {
      Self.once(&$0.reducedBackward[precision.rawValue]) {
        Self.reduceTransposed(weight(), precision)
      }
    }
  }

  /// Panels for x · Wₕᵀ, Wₕ `[outputs / heads, inputs]` what makes one attention head's outputs.
  func forwardHeads(_ count: Int, _ weight: () -> Tensor) -> [Tensor] {
    forms.withLock {
      Self.once(&$0.forwardHeads) { Self.heads(count, of: weight()).map(Self.pack) }
    }
  }

  /// The panels for dy · Wₕ, one for each head.
  func backwardHeads(_ count: Int, _ weight: () -> Tensor) -> [Tensor] {
    forms.withLock {
      Self.once(&$0.backwardHeads) { Self.heads(count, of: weight()).map(Self.packTransposed) }
    }
  }

  /// What is there already, or else what `make` makes, which stays there.
  private static func once<Form>(_ form: inout Form?, _ make: () -> Form) -> Form {
    if let form { return form }
    let made = make()
    form = made
    return made
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
    // The panels are what is read from now on.
    weight.forgetPages()
    return packed
  }
}
