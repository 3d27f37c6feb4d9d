import Foundation

/// Aligns the letters of words with their phones by expectation maximization.
///
/// Each word with its pronunciation is a lattice whose paths are the ways to segment both into
/// graphones. The weight of a path is the product of its graphones' probabilities, each raised to
/// the power of the graphone's size. Without the power, paths of few and large pieces would win,
/// although each of these pieces is rare in a small lexicon. The E step sums over all paths
/// (forward and backward), the M step turns the expected counts into probabilities (Jiampojamarn,
/// Kondrak and Sherif 2007, "Applying many-to-many alignments and hidden Markov models to
/// letter-to-phoneme conversion"; Bisani and Ney 2008).
package struct GraphoneAligner {
  /// The graphones that occur in the lattices.
  package private(set) var graphones: [Graphone] = []
  package private(set) var probabilities: [Double] = []
  private let shape: GraphoneShape
  private var lattices: [Lattice] = []
  /// The edges of all lattices, one lattice after another, ordered by their ends, so that a forward
  /// pass reads them in order.
  private var edges: [Edge] = []

  private struct Lattice {
    let edges: Range<Int>
    /// Letters and phones.
    let rows: Int
    let columns: Int
  }

  private struct Edge {
    let graphone: UInt32
    let start: UInt16
    let end: UInt16
  }

  private struct Key: Hashable {
    let letters: UInt64
    let phones: UInt64
  }

  /// The number of words that can't be segmented into graphones of the allowed shape, because they
  /// have too few letters for their phones.
  package private(set) var unalignable = 0

  package init(_ pairs: [SpelledPronunciation], shape: GraphoneShape) {
    self.shape = shape
    var known: [Key: UInt32] = [:]
    for pair in pairs {
      let (rows, columns) = (pair.letters.count, pair.phones.count)
      let width = columns + 1
      // Which cells lead to the end, and which can be reached.
      var leads = [Bool](repeating: false, count: (rows + 1) * width)
      leads[rows * width + columns] = true
      for row in stride(from: rows - 1, through: 0, by: -1) {
        for column in 0...columns {
          leads[row * width + column] = moves(from: row, column, rows, columns).contains {
            leads[(row + $0.letters) * width + column + $0.phones]
          }
        }
      }
      let first = edges.count
      guard leads[0], (rows + 1) * width <= 0xFFFF else {
        unalignable += 1
        lattices.append(Lattice(edges: first..<first, rows: rows, columns: columns))
        continue
      }
      var reached = [Bool](repeating: false, count: (rows + 1) * width)
      reached[0] = true
      for row in 0..<rows {
        for column in 0...columns where reached[row * width + column] {
          for move in moves(from: row, column, rows, columns) {
            let end = (row + move.letters) * width + column + move.phones
            guard leads[end] else { continue }
            reached[end] = true
            let letters = pair.letters[row..<row + move.letters]
            let phones = pair.phones[column..<column + move.phones]
            let key = Key(
              letters: letters.reduce(0) { $0 << 16 | UInt64($1) + 1 },
              phones: phones.reduce(0) { $0 << 8 | UInt64($1) + 1 })
            let number: UInt32
            if let found = known[key] {
              number = found
            } else {
              number = UInt32(graphones.count)
              known[key] = number
              graphones.append(Graphone(letters: Array(letters), phones: Array(phones)))
            }
            edges.append(
              Edge(graphone: number, start: UInt16(row * width + column), end: UInt16(end)))
          }
        }
      }
      lattices.append(Lattice(edges: first..<edges.count, rows: rows, columns: columns))
    }
    probabilities = [Double](repeating: 1 / Double(max(graphones.count, 1)), count: graphones.count)
  }

  private func moves(
    from row: Int, _ column: Int, _ rows: Int, _ columns: Int
  ) -> [(letters: Int, phones: Int)] {
    var found: [(letters: Int, phones: Int)] = []
    for letters in 1...max(1, shape.letters) where row + letters <= rows {
      for phones in 0...shape.phones where column + phones <= columns {
        if shape.allows(letters: letters, phones: phones) { found.append((letters, phones)) }
      }
    }
    return found
  }

  /// Performs one step of expectation maximization.
  ///
  /// - Returns: the mean logarithm of the pairs' weights before the step.
  package mutating func step() -> Double {
    let weights = zip(graphones, probabilities).map { graphone, probability in
      pow(probability, Double(graphone.size))
    }
    var counts = [Double](repeating: 0, count: graphones.count)
    var likelihood = 0.0
    var aligned = 0
    var forward: [Double] = []
    var backward: [Double] = []
    for lattice in lattices where !lattice.edges.isEmpty {
      let size = (lattice.rows + 1) * (lattice.columns + 1)
      forward.removeAll(keepingCapacity: true)
      backward.removeAll(keepingCapacity: true)
      forward.append(contentsOf: repeatElement(0, count: size))
      backward.append(contentsOf: repeatElement(0, count: size))
      forward[0] = 1
      backward[size - 1] = 1
      for edge in edges[lattice.edges] {
        forward[Int(edge.end)] += forward[Int(edge.start)] * weights[Int(edge.graphone)]
      }
      let total = forward[size - 1]
      guard total > 0 else { continue }
      for edge in edges[lattice.edges].reversed() {
        let behind = backward[Int(edge.end)] * weights[Int(edge.graphone)]
        backward[Int(edge.start)] += behind
        counts[Int(edge.graphone)] += forward[Int(edge.start)] * behind / total
      }
      likelihood += log(total)
      aligned += 1
    }
    let sum = counts.reduce(0, +)
    if sum > 0 { for number in counts.indices { probabilities[number] = counts[number] / sum } }
    return likelihood / Double(max(aligned, 1))
  }

  /// The most likely graphones of each pair; nil if it can't be segmented.
  package func alignments() -> [[UInt32]?] {
    let scores = zip(graphones, probabilities).map { graphone, probability in
      log(max(probability, 1e-300)) * Double(graphone.size)
    }
    return lattices.map { lattice in
      guard !lattice.edges.isEmpty else { return nil }
      let size = (lattice.rows + 1) * (lattice.columns + 1)
      var best = [Double](repeating: -.infinity, count: size)
      var last = [Int](repeating: -1, count: size)
      best[0] = 0
      for number in lattice.edges {
        let edge = edges[number]
        let score = best[Int(edge.start)] + scores[Int(edge.graphone)]
        if score > best[Int(edge.end)] {
          best[Int(edge.end)] = score
          last[Int(edge.end)] = number
        }
      }
      var path: [UInt32] = []
      var place = size - 1
      while place > 0 {
        guard last[place] >= 0 else { return nil }
        let edge = edges[last[place]]
        path.append(edge.graphone)
        place = Int(edge.start)
      }
      return path.reversed()
    }
  }
}
