import PropertyTesting
import Transcripts

/// One list's texts over and over in one call: how many, in which order, and cut into which lists.
///
/// It follows from the list alone, and differs from list to list; so many lists try many sizes and orders.
struct BatchArrangement {
  static let mostTexts = 257
  static let mostLists = 65
  /// Numbers of texts at which something may change, and some between.
  static let sizes = [
    1, 2, 3, 4, 5, 7, 8, 9, 12, 15, 16, 17, 24, 31, 32, 33, 48, 63, 64, 65, 96, 100, 127, 128, 129,
    160, 192, 200, 255, 256, 257,
  ]

  /// The hypothesis at each place of the call, counted through all lists.
  let places: [Int]
  /// How many of them each list of the call holds.
  let lengths: [Int]

  /// The most texts in the most lists, and a drawn number of texts in a drawn number of lists.
  static func arrangements(of list: NBestList) -> [BatchArrangement] {
    var source = ChoiceSource.random(seed: Seed(1).derived("batch").derived(list.texts).value)
    let size = sizes[source.index(below: sizes.count)]
    return [
      BatchArrangement(of: list.count, texts: mostTexts, lists: mostLists, source: &source),
      BatchArrangement(
        of: list.count, texts: size, lists: 1 + source.index(below: min(size, mostLists)),
        source: &source),
    ]
  }

  /// - Precondition: no more lists than texts.
  private init(of count: Int, texts: Int, lists: Int, source: inout ChoiceSource) {
    var places = (0..<texts).map { $0 % count }
    for last in places.indices.dropFirst().reversed() {
      places.swapAt(last, source.index(below: last + 1))
    }
    self.places = places
    // Every list has a text, and each of the others goes to some list.
    var lengths = [Int](repeating: 1, count: lists)
    for _ in lists..<texts { lengths[source.index(below: lists)] += 1 }
    self.lengths = lengths
  }

  /// The lists of the call.
  func lists(of list: NBestList) -> [NBestList] {
    var start = 0
    return lengths.map { length in
      defer { start += length }
      return list.replacing(places[start..<start + length].map { list[$0] })
    }
  }
}
