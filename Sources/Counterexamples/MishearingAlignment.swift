import Perturbations
import Transcripts

/// Aligns what was said with what was heard so that phrases stand beside what they may be misheard for.
///
/// A mishearing costs a little, any other edit much more; so among alignments with as few other edits
/// as can be, phrases that may be misheard for each other stand side by side.
struct MishearingAlignment {
  /// Words that were heard, and those that were said in their place.
  struct Mishearing {
    let said: [String]
    let heard: Range<Int>
  }

  private let reference: [String]
  /// For each place in the reference, what the phrases that begin there may become.
  private let phrases: [[(length: Int, heard: [String])]]

  init(said reference: [String], misheardBy perturbation: any Perturbation) {
    self.reference = reference
    let longest = perturbation.longestPhrase
    phrases = reference.indices.map { start in
      (1...longest).prefix { start + $0 <= reference.count }.flatMap { length in
        let phrase = reference[start..<start + length].joined(separator: " ")
        return perturbation.alternatives(for: phrase).map { (length, $0.spacedWords) }
      }
    }
  }

  /// How a cell of the alignment is best come to: from so many rows and columns before.
  private struct Step {
    var price: Int
    var rows: Int
    var columns: Int
    var isMishearing = false
  }

  /// Whether two words are the same but for case and punctuation.
  private static func isSame(_ first: String, _ second: String) -> Bool {
    first.isSameCodePoints(as: second)
      || WordDress.key(of: first).isSameCodePoints(as: WordDress.key(of: second))
  }

  /// The places in `heard` that may be mishearings of phrases in the reference, first to last.
  func mishearings(in heard: [String]) -> [Mishearing] {
    let (edit, mishearing) = (reference.count + heard.count + 1, 1)
    let width = heard.count + 1
    var steps: [Step?] = Array(repeating: nil, count: (reference.count + 1) * width)
    steps[0] = Step(price: 0, rows: 0, columns: 0)
    func offer(_ row: Int, _ column: Int, _ step: Step) {
      let here = row * width + column
      if step.price < steps[here]?.price ?? .max { steps[here] = step }
    }
    // Forwards; of equal ways the first offered: side by side, then a mishearing, then the others.
    for row in 0...reference.count {
      for column in 0...heard.count {
        guard let price = steps[row * width + column]?.price else { continue }
        if row < reference.count, column < heard.count {
          let isSame = Self.isSame(reference[row], heard[column])
          offer(
            row + 1, column + 1, Step(price: price + (isSame ? 0 : edit), rows: 1, columns: 1))
        }
        if row < reference.count {
          for phrase in phrases[row]
          where heard[column...].starts(with: phrase.heard, by: Self.isSame) {
            offer(
              row + phrase.length, column + phrase.heard.count,
              Step(
                price: price + mishearing, rows: phrase.length, columns: phrase.heard.count,
                isMishearing: true))
          }
          offer(row + 1, column, Step(price: price + edit, rows: 1, columns: 0))
        }
        if column < heard.count {
          offer(row, column + 1, Step(price: price + edit, rows: 0, columns: 1))
        }
      }
    }
    var found: [Mishearing] = []
    var (row, column) = (reference.count, heard.count)
    while row > 0 || column > 0, let step = steps[row * width + column] {
      (row, column) = (row - step.rows, column - step.columns)
      if step.isMishearing {
        found.append(
          Mishearing(
            said: Array(reference[row..<row + step.rows]),
            heard: column..<column + step.columns))
      }
    }
    return found.reversed()
  }
}
