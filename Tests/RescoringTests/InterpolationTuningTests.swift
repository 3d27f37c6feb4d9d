import Rescoring
import Testing
import Transcripts

struct InterpolationTuningTests {
  /// Lists in which the first pass prefers the wrong hypothesis by 1, and its language part by 3.
  private let lists = Array(
    repeating: NBestList([
      Hypothesis(text: "wrong", costs: FirstPassCosts(acoustic: 10, language: 4, total: 50)),
      Hypothesis(text: "right", costs: FirstPassCosts(acoustic: 11, language: 4, total: 51)),
    ]), count: 30)

  private func tuning(_ lists: [NBestList], kinds: CostKinds = [.parts, .total])
    -> InterpolationTuning
  {
    InterpolationTuning(
      lists, errors: lists.map { $0.texts.map { $0 == "right" ? 0 : 1 } },
      referenceWords: lists.count, kinds: kinds)
  }

  @Test func `a model that knows better gets weight`() {
    let tuning = tuning(lists)
    #expect(tuning.firstPassErrors == 30)
    #expect(tuning.oracleErrors == 0)
    let result = tuning.tune(lists.map { _ in [2, 1] })
    #expect(result.errors == 0)
    #expect(result.interpolation.secondPass > 1)
    #expect(result.wordErrorRate == 0)
  }

  @Test(arguments: [[1.0, 2], [1, 1]])
  func `a model that knows nothing, or the same of all, leaves the first pass alone`(
    costs: [Double]
  ) {
    let result = tuning(lists).tune(lists.map { _ in costs })
    #expect(result.errors == 30)
    #expect(result.interpolation == .firstPass)
  }

  @Test func `the first pass is never replaced by weights that do worse than it`() {
    // Right on top of 9 lists of 10, and a model that is wrong in all of those.
    let list = lists[0]
    let turned = NBestList([
      Hypothesis(text: "right", costs: list[0].costs),
      Hypothesis(text: "wrong", costs: list[1].costs),
    ])
    let mixed = Array(repeating: turned, count: 27) + Array(repeating: list, count: 3)
    let result = tuning(mixed).tune(mixed.map { _ in [2, 1] })
    #expect(result.errors == 3 && result.interpolation == .firstPass)
  }

  @Test func `without parts the total is weighed`() {
    let lists = [
      NBestList([
        Hypothesis(text: "wrong", costs: FirstPassCosts(total: 1)),
        Hypothesis(text: "right", costs: FirstPassCosts(total: 2)),
      ])
    ]
    let result = tuning(lists).tune([[9, 0]])
    #expect(result.interpolation.total == 1 && result.interpolation.acoustic == 0)
    #expect(result.errors == 0)
  }

  @Test func `without scores the second pass decides and ranks break ties`() throws {
    let lists = Array(
      repeating: NBestList(
        ["wrong", "right", "rite"].map { Hypothesis(text: $0, costs: FirstPassCosts(total: 0)) }),
      count: 5)
    let result = tuning(lists).tune(lists.map { _ in [3, 1, 1] })
    #expect(result.interpolation == .secondPassAlone)
    #expect(result.errors == 0)
    // Parts that lists have but may not use are left out.
    #expect(
      tuning(self.lists, kinds: []).tune(self.lists.map { _ in [2, 1] }).interpolation
        == .secondPassAlone)
  }

  /// Lists of made-up costs with few near ties, and a model's.
  private func world(_ count: Int) -> (lists: [NBestList], costs: [[Double]], errors: [[Int]]) {
    var state: UInt64 = 20_261_130
    func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 33) / Double(1 << 31)
    }
    var (lists, costs, errors): ([NBestList], [[Double]], [[Int]]) = ([], [], [])
    for _ in 0..<count {
      var (hypotheses, row, wrong): ([Hypothesis], [Double], [Int]) = ([], [], [])
      for rank in 0..<6 {
        let mistakes = Int(next() * 4)
        let acoustic = 800 + 30 * next() + 6 * Double(mistakes)
        let language = 30 + 4 * next() + Double(mistakes)
        hypotheses.append(
          Hypothesis(
            text: "h\(rank)",
            costs: FirstPassCosts(
              acoustic: acoustic, language: language, total: acoustic + 9.5 * language)))
        row.append(10 * next() + 3 * Double(mistakes))
        wrong.append(mistakes)
      }
      let order = hypotheses.indices.sorted {
        hypotheses[$0].costs.total < hypotheses[$1].costs.total
      }
      lists.append(NBestList(order.map { hypotheses[$0] }))
      costs.append(order.map { row[$0] })
      errors.append(order.map { wrong[$0] })
    }
    return (lists, costs, errors)
  }

  private enum Kind: CaseIterable { case acoustic, language, total, model }

  private static let factors = [1e-6, 1e-3, 0.37, 1, 2.5, 1e3, 1e6]

  @Test(arguments: [CostKinds.parts, .total, []], factors)
  func `a constant factor on a kind of cost changes no selection`(kinds: CostKinds, factor: Double)
    throws
  {
    let (lists, costs, errors) = world(120)
    func selections(_ lists: [NBestList], _ costs: [[Double]]) throws -> [Int] {
      let tuned = InterpolationTuning(
        Array(lists[..<60]), errors: Array(errors[..<60]), referenceWords: 300, kinds: kinds
      ).tune(Array(costs[..<60]))
      #expect(tuned.interpolation.secondPass > 0)
      return try zip(lists, costs).map { list, row in
        Selection.index(
          in: list, costs: try tuned.interpolation.costs(of: list, secondPass: row))
      }
    }
    let expected = try selections(lists, costs)
    #expect(Set(expected).count > 1)
    for kind in Kind.allCases {
      let scaled = lists.map { list in
        NBestList(
          list.hypotheses.map { hypothesis in
            let costs = hypothesis.costs
            return Hypothesis(
              text: hypothesis.text,
              costs: FirstPassCosts(
                acoustic: costs.acoustic.map { kind == .acoustic ? $0 * factor : $0 },
                language: costs.language.map { kind == .language ? $0 * factor : $0 },
                total: kind == .total ? costs.total * factor : costs.total))
          })
      }
      let model = kind == .model ? costs.map { $0.map { $0 * factor } } : costs
      #expect(try selections(scaled, model) == expected, "\(kind) × \(factor)")
    }
  }

  @Test(arguments: factors)
  func `stored weights select the same after their costs changed their unit`(factor: Double) throws
  {
    let (lists, costs, _) = world(60)
    let weights = Interpolation(acoustic: 1, language: 7, total: 0.25, secondPass: 7.1)
    let scaled = lists.map { list in
      NBestList(
        list.hypotheses.map {
          Hypothesis(
            text: $0.text,
            costs: FirstPassCosts(
              acoustic: $0.costs.acoustic.map { $0 * factor },
              language: $0.costs.language.map { $0 / factor }, total: $0.costs.total * factor))
        })
    }
    let fitted = weights.rescaled(from: CostSpread(of: lists), to: CostSpread(of: scaled))
    for (number, list) in lists.enumerated() {
      let before = try weights.costs(of: list, secondPass: costs[number])
      let after = try fitted.costs(of: scaled[number], secondPass: costs[number])
      #expect(
        Selection.index(in: list, costs: before)
          == Selection.index(in: scaled[number], costs: after))
    }
    #expect(weights.rescaled(from: CostSpread(of: lists), to: CostSpread(of: lists)) == weights)
  }

  @Test func `the spread is the mean standard deviation within lists of several hypotheses`() {
    func list(_ totals: [Double]) -> NBestList {
      NBestList(
        totals.map {
          Hypothesis(text: "x", costs: FirstPassCosts(acoustic: $0, language: nil, total: $0))
        })
    }
    let spread = CostSpread(of: [list([1, 3]), list([10, 10, 16]), list([5])])
    #expect(abs(spread.total - (1 + 8.0.squareRoot()) / 2) < 1e-12)
    #expect(spread.acoustic == spread.total)
    #expect(spread.language == nil)
    #expect(CostKinds(spread) == .total)
    #expect(CostSpread(of: [list([5]), list([2, 2])]).total == 0)
  }
}
