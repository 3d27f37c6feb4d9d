import Foundation

/// Finds pronunciations of words by beam search over the ways to segment their letters into
/// graphones.
struct GraphoneDecoder: Sendable {
  let automaton: GraphoneAutomaton
  let graphones: [Graphone]
  /// The tokens for each sequence of letters; graphones with the same letters have consecutive
  /// tokens.
  private let chunks: [[UInt16]: Range<UInt16>]
  private let firstLetters: [Range<UInt16>]
  private let longest: Int
  let start: UInt16
  let end: UInt16

  /// Makes a decoder.
  ///
  /// - Parameter graphones: the graphones in ascending order. Token `n` is graphone `n`; the tokens
  ///   of the beginning and the end follow.
  init(_ automaton: GraphoneAutomaton, graphones: [Graphone], letterCount: Int) {
    self.automaton = automaton
    self.graphones = graphones
    start = UInt16(graphones.count)
    end = start + 1
    var chunks: [[UInt16]: Range<UInt16>] = [:]
    for (number, graphone) in graphones.enumerated() {
      let token = UInt16(number)
      let first = chunks[graphone.letters]?.lowerBound ?? token
      chunks[graphone.letters] = first..<token + 1
    }
    self.chunks = chunks
    firstLetters = (0..<letterCount).map { chunks[[UInt16($0)]] ?? 0..<0 }
    longest = graphones.map(\.letters.count).max() ?? 1
  }

  struct Search: Sendable {
    /// The number of hypotheses kept at each letter.
    var width = 12
    /// The beam's depth in nats: hypotheses less likely than the best by more than this are
    /// dropped.
    var depth: Float = 7
  }

  private struct Hypothesis {
    var state: UInt32
    var weight: Float
    /// The hash of the phones.
    var hash: UInt64
    /// The index in the list of steps; -1 at the beginning.
    var step: Int32
  }

  private struct Step {
    let previous: Int32
    let token: UInt16
  }

  /// The pronunciations of a word, most likely first, each with the logarithm of its share among
  /// those found.
  func pronunciations(
    of letters: [UInt16], _ search: Search
  ) -> [(phones: [UInt8], weight: Float)] {
    var steps: [Step] = []
    steps.reserveCapacity(letters.count * search.width * 4)
    var beams = [[Hypothesis]](repeating: [], count: letters.count + 1)
    var best = [Float](repeating: -.infinity, count: letters.count + 1)
    beams[0] = [
      Hypothesis(state: automaton.next(0, start), weight: 0, hash: 0xCBF2_9CE4_8422_2325, step: -1)
    ]
    best[0] = 0
    var seen = [UInt16](repeating: 0, count: 0)
    for place in 0..<letters.count {
      var beam = beams[place]
      prune(&beam, search, best[place])
      for length in 1...longest where place + length <= letters.count {
        let range =
          length == 1
          ? firstLetters[Int(letters[place])]
          : chunks[Array(letters[place..<place + length])] ?? 0..<0
        if range.isEmpty { continue }
        let target = place + length
        for hypothesis in beam {
          var state = Int(hypothesis.state)
          var sum = hypothesis.weight
          seen.removeAll(keepingCapacity: true)
          while sum >= best[target] - search.depth || seen.isEmpty {
            var (low, high) = (
              Int(automaton.arcStarts[state]), Int(automaton.arcStarts[state + 1])
            )
            let last = high
            while low < high {
              let middle = (low + high) / 2
              if automaton.tokens[middle] < range.lowerBound {
                low = middle + 1
              } else {
                high = middle
              }
            }
            while low < last, automaton.tokens[low] < range.upperBound {
              let token = automaton.tokens[low]
              let weight = sum + automaton.weights[low]
              if weight >= best[target] - search.depth, !seen.contains(token) {
                if weight > best[target] { best[target] = weight }
                var hash = hypothesis.hash
                for phone in graphones[Int(token)].phones {
                  hash = (hash ^ UInt64(phone) &+ 1) &* 0x100_0000_01B3
                }
                steps.append(Step(previous: hypothesis.step, token: token))
                beams[target].append(
                  Hypothesis(
                    state: automaton.nexts[low], weight: weight, hash: hash,
                    step: Int32(steps.count - 1)))
              }
              seen.append(token)
              low += 1
            }
            if state == 0 { break }
            sum += automaton.backoffs[state]
            state = Int(automaton.shorter[state])
          }
        }
      }
    }
    var ended = beams[letters.count]
    for number in ended.indices {
      let step = automaton.step(ended[number].state, end)
      ended[number].weight += step?.weight ?? -.infinity
      ended[number].state = 0
    }
    prune(&ended, Search(width: .max, depth: .infinity), 0)
    let total = ended.reduce(-Float.infinity) { Self.sum($0, $1.weight) }
    return ended.map { hypothesis in
      var tokens: [UInt16] = []
      var step = hypothesis.step
      while step >= 0 {
        tokens.append(steps[Int(step)].token)
        step = steps[Int(step)].previous
      }
      return (tokens.reversed().flatMap { graphones[Int($0)].phones }, hypothesis.weight - total)
    }
  }

  /// Merges hypotheses with the same phones and state, and keeps the most likely ones.
  private func prune(_ beam: inout [Hypothesis], _ search: Search, _ best: Float) {
    beam.removeAll { $0.weight < best - search.depth || $0.weight == -.infinity }
    if beam.count < 2 { return }
    beam.sort {
      ($0.hash, $0.state, $1.weight, $0.step) < ($1.hash, $1.state, $0.weight, $1.step)
    }
    var kept = 0
    for number in 1..<beam.count {
      if beam[number].hash == beam[kept].hash, beam[number].state == beam[kept].state {
        beam[kept].weight = Self.sum(beam[kept].weight, beam[number].weight)
      } else {
        kept += 1
        beam[kept] = beam[number]
      }
    }
    beam.removeSubrange((kept + 1)...)
    beam.sort { ($1.weight, $0.step) < ($0.weight, $1.step) }
    if beam.count > search.width { beam.removeSubrange(search.width...) }
  }

  private static func sum(_ left: Float, _ right: Float) -> Float {
    let (high, low) = (max(left, right), min(left, right))
    return low == -.infinity ? high : high + log1p(exp(low - high))
  }
}
