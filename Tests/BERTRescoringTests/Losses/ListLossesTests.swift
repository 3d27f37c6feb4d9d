import BERTRescoring
import Foundation
import Rescoring
import Testing

struct ListLossesTests {
  static let costs = [1.2, -0.4, 3.0, 0.7, 0.7]
  static let errors = [2, 1, 0, 3, 1]

  /// Compares a gradient with central differences.
  private func expectGradient(
    of loss: ([Double]) -> LossValue, at costs: [Double], _ sourceLocation: SourceLocation
  ) {
    let gradient = loss(costs).gradient
    for index in costs.indices {
      var above = costs
      var below = costs
      above[index] += 1e-5
      below[index] -= 1e-5
      let slope = (loss(above).value - loss(below).value) / 2e-5
      #expect(abs(slope - gradient[index]) < 1e-8, sourceLocation: sourceLocation)
    }
  }

  @Test func `MWER is the expected surplus of errors`() {
    let even = ListLosses.minimumWordErrorRate(costs: [5, 5], errors: [0, 2])
    #expect(even.value == 0)
    #expect(even.gradient == [0.5, -0.5])
    let sure = ListLosses.minimumWordErrorRate(costs: [0, 800], errors: [0, 2])
    #expect(sure.value == -1)
  }

  @Test func `gradients equal finite differences`() {
    expectGradient(
      of: { ListLosses.minimumWordErrorRate(costs: $0, errors: Self.errors) }, at: Self.costs,
      #_sourceLocation)
    expectGradient(
      of: { ListLosses.oracleCrossEntropy(costs: $0, errors: Self.errors) }, at: Self.costs,
      #_sourceLocation)
    expectGradient(
      of: { ListLosses.oracleCrossEntropy(costs: $0, errors: [1, 0, 0, 2, 0]) }, at: Self.costs,
      #_sourceLocation)
    expectGradient(
      of: { ListLosses.distillation(costs: $0, teacher: [3, 1, 4, 1, 5]) }, at: Self.costs,
      #_sourceLocation)
  }

  @Test func `the objective's gradient reaches the second pass through its weight`() {
    let objective = ListObjective(
      minimumWordErrorRate: 0.7, oracleCrossEntropy: 0.2, distillation: 0.03,
      interpolation: Interpolation(acoustic: 1, language: 2, secondPass: 1.7))
    expectGradient(
      of: {
        objective.loss(
          firstPass: [0.1, 2, -1, 0.4, 0], secondPass: $0, errors: Self.errors,
          teacher: [3, 1, 4, 1, 5])
      }, at: Self.costs, #_sourceLocation)
  }

  @Test func `the oracle loss stays finite where probabilities vanish`() {
    let loss = ListLosses.oracleCrossEntropy(costs: [0, 2000], errors: [1, 0])
    #expect(loss.value == 2000)
    #expect(loss.gradient == [-1, 1])
  }
}
