import AdapterEngine
import BERTRescoring
import CAdapterKernels
import Foundation
import RegisterPeak
import Rescoring
import Transcripts

/// What share of one core's peak matrix products reach, and a whole forward pass.
///
/// All are measured in turns, since a shared machine's clock moves: a share is that of the faster of the
/// peaks measured right before and after (some milliseconds each, as the product; a pass over the whole
/// workload takes a second or two), and the figure the median of shares.
///
/// A forward pass counts as the floating-point operations of the model's products and attention over
/// the texts' own tokens (no padding), the last layer's as they are done: for \[CLS] alone, its heads
/// looking at the states themselves. What scoring saves by computing equal tokens of the lowest layer once
/// counts as done, as in "model FLOPs utilization" (Chowdhery et al. 2022); tokenizing is in the time.
struct PeakShare {
  let model: RescoreBERT
  let lists: [NBestList]
  let operations: Double

  init(_ model: RescoreBERT, _ workload: Workload) {
    self.model = model
    lists = workload.lists.map(\.hypotheses)
    let configuration = model.configuration
    let hidden = Double(configuration.hiddenSize), wide = Double(configuration.intermediateSize)
    let below = Double(configuration.layers - 1), heads = Double(configuration.heads)
    operations = workload.tokens(model.tokenizer).joined().reduce(0) { sum, tokens in
      let count = Double(tokens.count)
      let whole = count * (4 * hidden * hidden + 2 * hidden * wide) + 2 * count * count * hidden
      let last = 4 * hidden * hidden + 2 * hidden * wide + 2 * count * heads * hidden
      return sum + 2 * (below * whole + last)
    }
  }

  func report(seconds: Double) throws {
    let product = Product(rows: 400, inputs: 256, outputs: 256)
    var products: [Double] = [], passes: [Double] = [], peaks: [Double] = []
    let end = Measurement.seconds(CLOCK_MONOTONIC) + seconds
    repeat {
      let before = Self.rate { rp_run(6_000) }
      let productRate = Self.rate { product.run(times: 20) }
      let between = Self.rate { rp_run(6_000) }
      let passRate = try Self.rate {
        _ = try model.costs(for: lists)
        return operations
      }
      let after = Self.rate { rp_run(6_000) }
      peaks += [before, between, after]
      products.append(productRate / max(before, between))
      passes.append(passRate / max(between, after))
    } while Measurement.seconds(CLOCK_MONOTONIC) < end
    func line(_ name: String, _ shares: [Double]) {
      let percents = [0.5, 0.9].map {
        String(format: "%.1f %%", 100 * Measurement.quantile($0, of: shares))
      }
      print("\(name): median \(percents[0]), best tenth from \(percents[1])")
    }
    print(String(format: "registers: %.0f GFLOP/s", Measurement.median(peaks) / 1e9))
    line("products", products)
    line("forward", passes)
  }

  /// Operations a second of processor time.
  private static func rate(_ work: () throws -> Double) rethrows -> Double {
    let start = Measurement.seconds(CLOCK_PROCESS_CPUTIME_ID)
    let operations = try work()
    return operations / (Measurement.seconds(CLOCK_PROCESS_CPUTIME_ID) - start)
  }
}

/// One matrix product of the engine's, whose operands stay in the cache.
private final class Product {
  let rows: Int, inputs: Int, outputs: Int
  private let input: Tensor
  private let packed: Tensor
  private var output: Tensor

  init(rows: Int, inputs: Int, outputs: Int) {
    (self.rows, self.inputs, self.outputs) = (rows, inputs, outputs)
    func values(_ count: Int) -> [Float] { (0..<count).map { Float($0 % 97) / 97 - 0.5 } }
    input = Tensor(rows: rows, columns: inputs, values: values(rows * inputs))
    let weight = Tensor(rows: outputs, columns: inputs, values: values(outputs * inputs))
    var packed = Tensor(rows: 1, columns: mk_packed_count(outputs, inputs))
    packed.withUnsafeMutableValues { to in
      weight.withUnsafeValues { from in
        mk_pack(from.baseAddress, inputs, outputs, inputs, to.baseAddress)
      }
    }
    self.packed = packed
    output = Tensor(rows: rows, columns: outputs)
  }

  func run(times: Int) -> Double {
    output.withUnsafeMutableValues { to in
      input.withUnsafeValues { from in
        packed.withUnsafeValues { weight in
          for _ in 0..<times {
            mk_gemm(
              rows, outputs, inputs, from.baseAddress, inputs, weight.baseAddress, nil, MK_NONE,
              nil, 0, nil, to.baseAddress, outputs)
          }
        }
      }
    }
    return 2 * Double(times * rows * inputs * outputs)
  }
}
