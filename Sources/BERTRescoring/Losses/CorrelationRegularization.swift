public import AdapterEngine

/// Correlation regularization of LoRB (arXiv 2309.15223, after arXiv 2205.07208):
/// `L_cor = ‖Σ − I‖_F`, Σ the Pearson correlation matrix of the dimensions of \[CLS] representations
/// over a batch.
///
/// Dimensions that are constant over the batch correlate with nothing. With fewer representations
/// than dimensions the norm can't reach zero. Sums in double precision.
public struct CorrelationRegularization: Sendable {
  /// The norm.
  public let value: Double
  /// The gradient of the loss with respect to the representations, in their shape.
  public let gradient: Tensor

  /// - Parameter representations: `[batch, dimensions]`; fewer than two correlate with nothing.
  public init(_ representations: Tensor) {
    let count = representations.rows, width = representations.columns
    var standard = representations.values.map { Double($0) }
    guard count > 1 else {
      self.init(value: 0, gradient: Tensor(rows: count, columns: width))
      return
    }
    let freedom = Double(count - 1)
    let deviations = Self.standardize(&standard, count, width)
    // Σ − I; on the diagonal, where Σ is 1, nothing is left.
    var excess = [Double](repeating: 0, count: width * width)
    addOuterProducts(
      standard.map { $0 / freedom }, width: width, standard, width: width, to: &excess)
    for place in 0..<width { excess[place * width + place] = 0 }
    let norm = excess.reduce(0) { $0 + $1 * $1 }.squareRoot()
    // dL/dZ = 2 Z (Σ − I) / (‖Σ − I‖ (n − 1)), Z the standardized representations.
    var slopes = [Double](repeating: 0, count: count * width)
    if norm > 0 {
      // By dimension, then by representation.
      var factors = [Double](repeating: 0, count: width * count)
      for row in 0..<count {
        for i in 0..<width {
          factors[i * count + row] = 2 * standard[row * width + i] / (norm * freedom)
        }
      }
      addOuterProducts(factors, width: count, excess, width: width, to: &slopes)
    }
    self.init(
      value: norm,
      gradient: Self.throughStandardization(slopes, standard, deviations, count, width))
  }

  private init(value: Double, gradient: Tensor) {
    self.value = value
    self.gradient = gradient
  }

  /// Through mean and deviation: dx = (dz − mean dz − z Σ(z dz)/(n − 1)) / σ.
  private static func throughStandardization(
    _ slopes: [Double], _ standard: [Double], _ deviations: [Double], _ count: Int, _ width: Int
  ) -> Tensor {
    var means = [Double](repeating: 0, count: width)
    var products = [Double](repeating: 0, count: width)
    for row in 0..<count {
      for i in 0..<width {
        let place = row * width + i
        means[i] += slopes[place] / Double(count)
        products[i] += slopes[place] * standard[place] / Double(count - 1)
      }
    }
    var gradient = Tensor(rows: count, columns: width)
    gradient.withUnsafeMutableValues { to in
      for row in 0..<count {
        for i in 0..<width where deviations[i] > 0 {
          let place = row * width + i
          to[place] = Float(
            (slopes[place] - means[i] - standard[place] * products[i]) / deviations[i])
        }
      }
    }
    return gradient
  }

  /// Makes each column's mean 0 and its deviation 1 (constant ones become zeros); the deviations.
  private static func standardize(
    _ values: inout [Double], _ count: Int, _ width: Int
  ) -> [Double] {
    var means = [Double](repeating: 0, count: width)
    for row in 0..<count {
      for i in 0..<width { means[i] += values[row * width + i] / Double(count) }
    }
    var squares = [Double](repeating: 0, count: width)
    for row in 0..<count {
      for i in 0..<width {
        let difference = values[row * width + i] - means[i]
        values[row * width + i] = difference
        squares[i] += difference * difference
      }
    }
    // What is left of a constant single-precision column is rounding of the mean.
    let deviations = zip(squares, means).map { square, mean in
      let deviation = (square / Double(count - 1)).squareRoot()
      return deviation > 1e-12 * abs(mean) ? deviation : 0
    }
    for row in 0..<count {
      for i in 0..<width {
        values[row * width + i] =
          deviations[i] > 0 ? values[row * width + i] / deviations[i] : 0
      }
    }
    return deviations
  }
}
