import Perturbations
import Robustness
import Transcripts

/// A case by its parts: which words stand where, and which phrases the perturbation changed.
struct CaseStructure: Sendable {
  /// A stretch of a text.
  enum Slot: Hashable, Sendable {
    /// A word that stayed, by its number.
    case word(Int)
    /// A phrase that was changed here or in another hypothesis that stands for the same one.
    case change(Int, isMade: Bool)
  }

  /// A phrase and what it became.
  struct Change: Hashable, Sendable {
    let original: String
    let replacement: String
  }

  /// The different words that stayed somewhere, in order of first appearance.
  private(set) var words: [String] = []
  /// The different changes.
  private(set) var changes: [Change] = []
  /// For each clean hypothesis, its slots; nil if it is not known which words became which.
  private(set) var clean: [[Slot]?] = []
  /// The same for each perturbed one.
  private(set) var perturbed: [[Slot]?] = []

  init(_ item: RobustnessCase) {
    let ranks = item.perturbed.correspondence
    let texts = item.clean.hypotheses.indices.map { item.clean.words(of: $0) }
    let parted = ranks.enumerated().map { place, rank in
      TextSegment.segments(
        from: texts[rank], to: item.perturbed.list.words(of: place),
        replacements: item.perturbed.replacements.filter { $0.hypothesis == rank })
    }
    var changed: [[Range<Int>: Change]?] = []
    for (rank, words) in texts.enumerated() {
      let variants = ranks.indices.filter { ranks[$0] == rank }.map { parted[$0] }
      changed.append(Self.changes(in: variants))
      clean.append(changed[rank].map { slots(of: words, $0, made: []) })
    }
    for (place, rank) in ranks.enumerated() {
      let made = Set(parted[place]?.filter(\.isChanged).map(\.range) ?? [])
      perturbed.append(changed[rank].map { slots(of: texts[rank], $0, made: made) })
    }
  }

  /// What became of phrases in all variants of a clean hypothesis; nil where that is not known or
  /// does not agree.
  private static func changes(in variants: [[TextSegment]?]) -> [Range<Int>: Change]? {
    var changes: [Range<Int>: Change] = [:]
    for variant in variants {
      guard let variant else { return nil }
      for segment in variant where segment.isChanged {
        let change = Change(original: segment.original, replacement: segment.replacement)
        let isOther = changes.contains { range, known in
          range == segment.range ? known != change : range.overlaps(segment.range)
        }
        guard !segment.range.isEmpty, !isOther else { return nil }
        changes[segment.range] = change
      }
    }
    return changes
  }

  private mutating func slots(
    of text: [String], _ changed: [Range<Int>: Change], made: Set<Range<Int>>
  ) -> [Slot] {
    let ends = Dictionary(uniqueKeysWithValues: changed.map { ($0.key.lowerBound, $0.key) })
    var slots: [Slot] = []
    var place = 0
    while place < text.count {
      if let range = ends[place], let change = changed[range] {
        slots.append(.change(Self.number(of: change, in: &changes), isMade: made.contains(range)))
        place = range.upperBound
      } else {
        slots.append(.word(Self.number(of: text[place], in: &words)))
        place += 1
      }
    }
    return slots
  }

  private static func number<Member: Equatable>(
    of member: Member, in members: inout [Member]
  ) -> Int {
    if let known = members.firstIndex(of: member) { return known }
    members.append(member)
    return members.count - 1
  }
}

extension CaseStructure {
  /// The clean hypotheses that hold a word which stayed.
  func ranks(ofWord number: Int) -> [Int] {
    clean.indices.filter { clean[$0]?.contains(.word(number)) ?? false }
  }

  /// The clean hypotheses that hold a phrase which was changed.
  func ranks(ofChange number: Int) -> [Int] {
    clean.indices.filter { clean[$0]?.contains(.change(number, isMade: false)) ?? false }
  }

  /// Whether a clean hypothesis could be any text: nothing in it was changed.
  func isFree(_ rank: Int) -> Bool {
    clean[rank]?.allSatisfy { if case .word = $0 { true } else { false } } ?? false
  }
}
