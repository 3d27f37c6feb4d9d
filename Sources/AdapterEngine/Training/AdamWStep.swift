import CAdapterKernels

/// One step's numbers for one parameter.
struct AdamWStep: Sendable {
  let rate, decay, clip, correction1, correction2: Float
  let configuration: AdamW.Configuration

  func change(
    _ count: Int, _ weights: Address, gradient: Address, moment1: Address, moment2: Address
  ) {
    mk_adamw(
      count, weights.writable, gradient.readable, moment1.writable, moment2.writable, rate,
      configuration.beta1, configuration.beta2, configuration.epsilon, decay, clip, correction1,
      correction2)
  }
}

/// One step of an embedding table. Rows that no step ever touched have neither gradient nor moments:
/// only weight decay changes them.
struct AdamWTableStep: Sendable {
  private let step: AdamWStep
  private let weights, zeros, gradient, moment1, moment2: Address
  private let gradientPlaces, places1, places2: [Int32]
  private let columns: Int

  /// - Parameters:
  ///   - zeros: a row of them.
  ///   - moment1: outlives the step, as `weights`, `gradient` and `moment2` do; both moments have the
  ///     same rows, the gradient's among them.
  init(
    step: AdamWStep, weights: Address, zeros: Address, gradient: TouchedRows,
    moment1: inout TouchedRows, moment2: inout TouchedRows
  ) {
    self.step = step
    self.weights = weights
    self.zeros = zeros
    self.gradient = Address(gradient.floats)
    self.moment1 = Address(moment1.mutableFloats)
    self.moment2 = Address(moment2.mutableFloats)
    gradientPlaces = gradient.places
    (places1, places2) = (moment1.places, moment2.places)
    columns = gradient.columns
  }

  /// Updates a range of rows.
  func change(_ rows: Range<Int>) {
    var row = rows.lowerBound
    while row < rows.upperBound {
      if places1[row] >= 0 {
        let own = gradientPlaces[row]
        step.change(
          columns, weights + row * columns,
          gradient: own < 0 ? zeros : gradient + Int(own) * columns,
          moment1: moment1 + Int(places1[row]) * columns,
          moment2: moment2 + Int(places2[row]) * columns)
        row += 1
      } else {
        let end = (row..<rows.upperBound).first { places1[$0] >= 0 } ?? rows.upperBound
        if step.decay != 0 {
          mk_decay(
            (end - row) * columns, (weights + row * columns).writable, step.rate, step.decay)
        }
        row = end
      }
    }
  }
}

/// The address of floats that several threads write, since pointers are not Sendable. The code that
/// makes it ensures that no two threads write to the same place, and that the memory outlives its
/// use.
struct Address: Sendable {
  private let bits: UInt

  init(_ pointer: UnsafePointer<Float>) { bits = UInt(bitPattern: pointer) }

  init(_ pointer: UnsafeMutablePointer<Float>) { bits = UInt(bitPattern: pointer) }

  private init(bits: UInt) { self.bits = bits }

  var readable: UnsafePointer<Float> { UnsafePointer(bitPattern: bits)! }
  var writable: UnsafeMutablePointer<Float> { UnsafeMutablePointer(bitPattern: bits)! }

  static func + (address: Address, floats: Int) -> Address {
    Address(bits: address.bits + UInt(floats * MemoryLayout<Float>.stride))
  }
}
