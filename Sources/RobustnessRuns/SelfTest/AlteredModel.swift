import Artifacts
import PropertyTesting
package import Rescoring
package import Transcripts

/// A model that reads texts and gives costs otherwise than the healthy one within it.
package struct AlteredModel: RescoringModel {
  package let name: String
  package let texts: [TextAlteration]
  package let costs: [CostAlteration]
  private let healthy: any RescoringModel
  /// 0, and 1 for the other instance.
  private let instance: Int
  private let memory = CallMemory()

  package init(
    _ name: String, of healthy: any RescoringModel, texts: [TextAlteration] = [],
    costs: [CostAlteration] = []
  ) {
    self.init(name, of: healthy, texts: texts, costs: costs, instance: 0)
  }

  private init(
    _ name: String, of healthy: any RescoringModel, texts: [TextAlteration],
    costs: [CostAlteration], instance: Int
  ) {
    self.name = name
    self.healthy = healthy
    self.texts = texts
    self.costs = costs
    self.instance = instance
  }

  package var identity: ModelIdentity {
    ModelIdentity(
      name: name, summary: "altered: \(texts) \(costs)",
      digest: .sha256(of: "\(texts) \(costs) \(healthy.identity.digest)"))
  }

  package func anotherInstance() throws(RescoringError) -> (any RescoringModel)? {
    AlteredModel(name, of: healthy, texts: texts, costs: costs, instance: 1)
  }

  package func costs(for lists: [NBestList]) throws(RescoringError) -> [[Double]] {
    let call = memory.nextCall()
    var rows = try healthy.costs(for: texts.isEmpty ? lists : lists.map(read))
    for alteration in costs { rows = alter(rows, of: lists, by: alteration, call: call) }
    return rows
  }

  private func read(_ list: NBestList) -> NBestList {
    NBestList(
      list.hypotheses.map { hypothesis in
        let words = hypothesis.text.split(separator: " ").map(String.init)
        return Hypothesis(
          text: texts.reduce(words) { $1.apply(to: $0) }.joined(separator: " "),
          costs: hypothesis.costs)
      })
  }

  private func alter(
    _ rows: [[Double]], of lists: [NBestList], by alteration: CostAlteration, call: Int
  ) -> [[Double]] {
    let count = rows.reduce(0) { $0 + $1.count }
    func each(_ change: (String, Double) -> Double) -> [[Double]] {
      zip(lists, rows).map { zip($0.texts, $1).map { change($0, $1) } }
    }
    func noise(_ text: String, _ salt: Int) -> Double {
      Double(Seed(7).derived(text).derived(salt).value >> 11) * 0x1p-53
    }
    func words(_ text: String) -> Int { text.split(separator: " ").count }
    func numbered(_ change: (Int, Double) -> Double) -> [[Double]] {
      var place = -1
      return rows.map { row in
        row.map { cost in
          place += 1
          return change(place, cost)
        }
      }
    }
    switch alteration {
    case .constant(let cost): return each { _, _ in cost }
    case .noise(let size): return each { $1 + size * noise($0, 0) }
    case .random: return each { text, _ in 10 * noise(text, 1) }
    case .saltedNoise(let size): return each { $1 + size * noise($0, 10 + instance) }
    case .callNoise(let size): return each { $1 + size * noise($0, 100 + call) }
    case .flipped: return each { -$1 }
    case .saturated(let most): return each { min($1, most) }
    case .floored(let least): return each { max($1, least) }
    case .rounded(let step): return each { ($1 / step).rounded() * step }
    case .scaled(let factor): return each { $1 * factor }
    case .shifted(let size): return each { $1 + size }
    case .perWord(let size): return each { $1 + size * Double(words($0)) }
    case .perByte(let size): return each { $1 + size * Double($0.utf8.count) }
    case .beyond(let most, let size): return each { $1 + (words($0) > most ? size : 0) }
    case .empty(let size): return each { words($0) == 0 ? size : $1 }
    case .perBlank(let size): return each { $1 + size * Double($0.count { $0 == " " }) }
    case .perCapital(let size): return each { $1 + size * Double($0.count(where: \.isUppercase)) }
    case .perMark(let size):
      return each { $1 + size * Double($0.count { $0.isPunctuation && $0 != "'" }) }
    case .perDigit(let size): return each { $1 + size * Double($0.count(where: \.isNumber)) }
    case .perNonASCII(let size):
      return each { text, cost in
        let count = text.count { !$0.isASCII }
        return count == 0 ? cost : cost + size * Double(count)
      }
    case .perScalar(let size): return each { $1 + size * Double($0.unicodeScalars.count) }
    case .perPlace(let size):
      return rows.map { $0.enumerated().map { $1 + size * Double($0) } }
    case .perList(let size): return each { $1 + size * Double(lists.count) }
    case .perText(let size): return each { $1 + size * Double(count) }
    case .perPadding(let size):
      let longest = lists.flatMap(\.texts).map(words).max() ?? 0
      return each { $1 + size * Double(longest - words($0)) }
    case .everyText(let step, let size):
      return numbered { ($0 + 1) % step == 0 ? $1 + size : $1 }
    case .crowded(let most, let size): return each { $1 + (count > most ? size : 0) }
    case .perCopy(let size):
      return zip(lists, rows).map { list, row in
        row.indices.map { place in
          row[place] + size * Double(list.texts[..<place].count { $0 == list.texts[place] })
        }
      }
    case .perCall(let size): return each { $1 + size * Double(call) }
    case .everyCall(let step, let size): return each { $1 + (call % step == 0 ? size : 0) }
    case .relative: return rows.map { row in row.map { $0 - (row.min() ?? 0) } }
    case .ranked:
      return rows.map { row in row.map { cost in Double(row.count { $0 < cost }) } }
    case .notANumber(let length):
      return each { text, cost in
        text.split(separator: " ").contains { $0.count == length && $0 < "m" } ? .nan : cost
      }
    case .infinite(let most): return each { words($0) > most ? .infinity : $1 }
    case .losesLast(let most): return rows.map { $0.count > most ? $0.dropLast() : $0 }
    case .swapped:
      let all = rows.flatMap(\.self)
      return numbered { place, cost in
        let other = place.isMultiple(of: 2) ? place + 1 : place - 1
        return all.indices.contains(other) ? all[other] : cost
      }
    case .sorted:
      let (texts, all) = (lists.flatMap(\.texts), rows.flatMap(\.self))
      let order = texts.indices.sorted { (texts[$0], $0) < (texts[$1], $1) }
      return numbered { place, _ in all[order[place]] }
    case .previousCall(let share):
      let mean = rows.flatMap(\.self).reduce(0, +) / Double(max(1, count))
      let before = memory.exchangedMean(for: mean)
      return each { $1 + share * before }
    case .hashed(let size):
      return each { text, cost in
        memory.remembered(
          cost, for: [Int(Seed(3).derived(text).value % UInt64(size))])
      }
    case .staleCache:
      return each { memory.remembered($1, for: [words($0), $0.utf8.count]) }
    }
  }
}
