package import Perturbations

/// Words sorted into classes that sound the same, whichever of them may replace which.
///
/// Homophone candidates are not symmetric: a rare word may become a frequent one and not the other
/// way round. Here both count as one sound, and so does whatever they lead to.
package struct SoundClasses: Sendable {
  private let representatives: [String: String]

  /// The classes of `words` and of all that can be reached from them.
  package init(of words: some Sequence<String>, candidates: HomophoneCandidates) {
    var numbers: [String: Int] = [:]
    var known: [String] = []
    var parents: [Int] = []
    func number(_ word: String) -> Int {
      if let number = numbers[word] { return number }
      numbers[word] = known.count
      known.append(word)
      parents.append(parents.count)
      return parents.count - 1
    }
    func root(_ start: Int) -> Int {
      var node = start
      while parents[node] != node {
        parents[node] = parents[parents[node]]
        node = parents[node]
      }
      return node
    }
    for word in words { _ = number(word) }
    var next = 0
    while next < known.count {
      for other in candidates.candidates(for: known[next]) {
        parents[root(number(other))] = root(next)
      }
      next += 1
    }
    var least: [Int: String] = [:]
    for (index, word) in known.enumerated() {
      let present = least[root(index), default: word]
      least[root(index)] = word.utf8.lexicographicallyPrecedes(present.utf8) ? word : present
    }
    var representatives: [String: String] = [:]
    for (index, word) in known.enumerated() { representatives[word] = least[root(index)] }
    self.representatives = representatives
  }

  /// The same word for all words that sound like `word`: the first of them by UTF-8 bytes.
  package func representative(of word: String) -> String { representatives[word, default: word] }
}
