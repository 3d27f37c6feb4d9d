/// The short text form: what stands several times in a row is written once.
///
/// `0*5` stands for `0,0,0,0,0`, `<t,0>*3` for `t,0,t,0,t,0`; within a text `'0*8'` stands for eight
/// letters. ``ChoiceSequence/init(text:)`` reads both forms.
extension ChoiceSequence {
  /// The text form with repetitions written once.
  public var compactDescription: String {
    let text = description
    let choices = text.dropLast().split(separator: ",").map { Self.compactLetters(in: $0) }
    return Self.compact(choices).joined(separator: ",") + ";"
  }

  private static func compactLetters(in choice: Substring) -> String {
    guard choice.hasSuffix("'"), let start = choice.firstIndex(of: "'") else {
      return String(choice)
    }
    let letters = choice[choice.index(after: start)...].dropLast().split(separator: ".")
    var runs: [(letter: Substring, count: Int)] = []
    for letter in letters {
      if runs.last?.letter == letter {
        runs[runs.count - 1].count += 1
      } else {
        runs.append((letter, 1))
      }
    }
    let text = runs.map { run in
      run.count > 2
        ? "\(run.letter)*\(run.count)"
        : Array(repeating: String(run.letter), count: run.count).joined(separator: ".")
    }
    return choice[...start] + text.joined(separator: ".") + "'"
  }

  /// Groups of up to four choices that repeat.
  private static func compact(_ choices: [String]) -> [String] {
    var compacted: [String] = []
    var place = 0
    while place < choices.count {
      var (bestWidth, bestCount) = (1, 1)
      for width in 1...4 where place + width <= choices.count {
        let group = choices[place..<(place + width)]
        var count = 1
        while choices[(place + count * width)...].prefix(width).elementsEqual(group) { count += 1 }
        if count > 1, width * (count - 1) > bestWidth * (bestCount - 1) {
          (bestWidth, bestCount) = (width, count)
        }
      }
      let group = choices[place..<(place + bestWidth)].joined(separator: ",")
      if bestWidth * bestCount > max(2, bestWidth) {
        compacted.append((bestWidth == 1 ? group : "<\(group)>") + "*\(bestCount)")
        place += bestWidth * bestCount
      } else {
        compacted.append(choices[place])
        place += 1
      }
    }
    return compacted
  }
}
