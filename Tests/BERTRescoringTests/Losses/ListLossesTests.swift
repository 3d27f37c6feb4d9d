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

  @Test func `MWED matches the errors' distribution, whatever the costs' scale and offset`() {
    for costs in [Self.costs, Self.costs.map { 3 * $0 - 10 }] {
      expectGradient(
        of: { ListLosses.minimumWordErrorDistribution(costs: $0, errors: Self.errors) }, at: costs,
        #_sourceLocation)
    }
    func loss(_ costs: [Double]) -> Double {
      ListLosses.minimumWordErrorDistribution(costs: costs, errors: [0, 1, 3]).value
    }
    // In proportion to the errors is as good as can be.
    #expect(abs(loss([5, 7, 11]) - loss([0, 1, 3])) < 1e-12)
    #expect(loss([0, 1, 3]) < loss([0, 1, 2.5]) && loss([0, 1, 3]) < loss([3, 1, 0]))
    for costs in [[1.0, 1.0], [2, 3]] {
      let nothing = ListLosses.minimumWordErrorDistribution(
        costs: costs, errors: costs[0] == 1 ? [0, 1] : [2, 2])
      #expect(nothing == LossValue(value: 0, gradient: [0, 0]))
    }
  }

  @Test func `margin ranking asks the worse to cost more by the margin`() {
    expectGradient(
      of: { ListLosses.marginRanking(costs: $0, errors: Self.errors) }, at: Self.costs,
      #_sourceLocation)
    #expect(ListLosses.marginRanking(costs: [0, 2], errors: [0, 5]).value == 0)
    #expect(ListLosses.marginRanking(costs: [0, 0.25], errors: [0, 5]).value == 0.75)
    #expect(ListLosses.marginRanking(costs: [0, 0.25], errors: [5, 0]).value == 1.25)
    #expect(ListLosses.marginRanking(costs: [0, 9], errors: [5, 5]).value == 0)
  }

  @Test func `the objective's gradient reaches the second pass through its weight`() {
    let objective = ListObjective(
      minimumWordErrorRate: 0.7, oracleCrossEntropy: 0.2, minimumWordErrorDistribution: 0.3,
      marginRanking: 0.4, distillation: 0.03,
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
