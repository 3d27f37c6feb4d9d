/// What stands before each utterance of a corpus in the same recording.
///
/// A recording is what a field calls so: the first of ``fields`` that any utterance has. Without one the whole
/// corpus is one recording. The order is that of the corpus. Of a sample the utterances in between count, too:
/// what was said before does not depend on what is examined.
package struct ListContexts: Sendable {
  /// Fields that tell recordings apart, the most telling first.
  package static let fields = ["session", "recording", "conversation", "meeting", "speaker"]

  private let utterances: Utterances
  /// For each utterance the one before it in the recording; −1 for the first.
  private let before: [Int]
  /// For each utterance how many are before it.
  private let counts: [Int]
  private let length: Int
  private let text: @Sendable (String) -> String

  /// - Parameters:
  ///   - utterances: all of the corpus.
  ///   - length: the most previous texts that are wanted.
  ///   - text: how models read a text.
  package init(
    _ utterances: Utterances, length: Int, text: @escaping @Sendable (String) -> String
  ) {
    precondition(length >= 0, "a number of texts")
    let field = Self.fields.first { name in utterances.contains { $0.field(name) != nil } }
    var latest: [String?: Int] = [:]
    var before: [Int] = []
    var counts: [Int] = []
    for (place, utterance) in utterances.enumerated() {
      let recording = field.flatMap(utterance.field)
      let last = latest.updateValue(place, forKey: recording) ?? -1
      before.append(last)
      counts.append(last < 0 ? 0 : counts[last] + 1)
    }
    self.utterances = utterances
    self.before = before
    self.counts = counts
    self.length = length
    self.text = text
  }

  /// The context of the utterance at a place in the whole corpus.
  package subscript(place: Int) -> ListContext {
    var previous: [String] = []
    var other = before[place]
    while other >= 0, previous.count < length {
      previous.append(text(utterances[other].nBest[0].text))
      other = before[other]
    }
    return ListContext(
      id: utterances[place].id, place: counts[place], previous: previous.reversed())
  }
}
