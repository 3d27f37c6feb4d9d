import Artifacts
import Foundation
import Lexicons
import Perturbations
import PropertyTesting
import Rescoring
import Transcripts

extension RealError {
  static func log2(_ value: Double) -> Double { Foundation.log2(value) }
}

/// What the three plausibilities make of real errors, and what they draw.
struct PlausibilityStudy {
  let homophones: HomophoneIndex
  let model: BackoffModel

  /// The perturbation by default at strength 1, with another plausibility and κ.
  func perturbation(
    _ plausibility: Plausibility, exponent: Double? = nil, scope: PerturbationScope = .nBest,
    words: Int = 1
  ) throws -> HomophoneSubstitution {
    var settings = PerturbationSettings()
    settings.plausibility = plausibility
    settings.exponent = exponent ?? settings.exponent
    let kit = PerturbationKit(homophones, languageModel: model, settings: settings)
    return try kit.perturbation(.homophones, scope: scope, strength: .words(words))
      as! HomophoneSubstitution
  }

  // MARK: κ

  /// Prints the mean bits of an error for each exponent, and the best one.
  func fit(on corpora: [Corpus]) throws {
    let errors = RealError.all(in: corpora, homophones)
    print("fit: \(errors.count) homophone errors in \(corpora.map(\.name).joined(separator: ", "))")
    for plausibility in [Plausibility.context, .frequency] {
      var best = (exponent: 0.0, bits: Double.infinity)
      for exponent in stride(from: 0.1, through: 1.2, by: 0.1) {
        let perturbation = try perturbation(plausibility, exponent: exponent)
        let bits = errors.compactMap { $0.bits(under: perturbation) }
        let mean = bits.reduce(0, +) / Double(bits.count)
        print(
          "fit: \(plausibility.rawValue) κ \(Self.rounded(exponent)): \(Self.rounded(mean)) bits")
        if mean < best.bits { best = (exponent, mean) }
      }
      print("fit: \(plausibility.rawValue): best κ \(Self.rounded(best.exponent))")
    }
  }

  // MARK: Figures

  func measure(_ corpus: Corpus) throws {
    for depth in [1, 20] { try measureBits(corpus, depth) }
    for plausibility in Plausibility.allCases { try measureDraws(corpus, plausibility) }
  }

  /// Bits an error, and by how much `context` needs fewer.
  private func measureBits(_ corpus: Corpus, _ depth: Int) throws {
    let errors = RealError.all(in: [corpus], homophones, depth: depth)
    let perturbations = try Plausibility.allCases.map { try perturbation($0) }
    var rows: [(utterance: Int, bits: [Double])] = []
    for error in errors {
      let bits = perturbations.compactMap { error.bits(under: $0) }
      if bits.count == perturbations.count { rows.append((error.utterance, bits)) }
    }
    let hypotheses = depth == 1 ? "top hypotheses" : "best \(depth) hypotheses"
    print(
      "\(corpus.name), \(hypotheses): \(errors.count) homophone errors, \(rows.count) of them among "
        + "the candidates")
    guard !rows.isEmpty else { return }
    for (index, plausibility) in Plausibility.allCases.enumerated() {
      let mean = rows.reduce(0) { $0 + $1.bits[index] } / Double(rows.count)
      print("\(corpus.name): \(plausibility.rawValue) \(Self.rounded(mean)) bits an error")
    }
    for (index, plausibility) in Plausibility.allCases.enumerated() where index > 0 {
      let saved = rows.map { (utterance: $0.utterance, value: $0.bits[index] - $0.bits[0]) }
      let (low, mean, high) = Self.interval(saved)
      print(
        "\(corpus.name): context needs \(Self.rounded(mean)) bits fewer than \(plausibility.rawValue) "
          + "(95 % from \(Self.rounded(low)) to \(Self.rounded(high)), resampled by utterance)")
    }
  }

  /// The classes of FIELD's complaints.
  private static let complaints: [String: Set<String>] = [
    "the": ["thee"], "a": ["ay", "uh", "eh"], "in": ["inn"], "for": ["fir", "fur"], "day": ["de"],
    "you": ["hugh", "yu", "u"],
  ]

  private func measureDraws(_ corpus: Corpus, _ plausibility: Plausibility) throws {
    var (all, rare, complained, changed, words) = (0, 0, 0, 0, 0)
    var pairs: [String: Int] = [:]
    // What a report draws by default of the lists that all models see.
    for scope in [PerturbationScope.oneBest, .nBest] {
      for strength in 1...3 {
        let perturbation = try perturbation(plausibility, scope: scope, words: strength)
        for utterance in corpus.utterances {
          let list = Self.normalized(utterance.nBest)
          var source = ChoiceSource.random(
            seed: perturbation.condition.stream(
              of: utterance.id, draw: 0, in: Seed(1).derived(corpus.name)
            ).value)
          for one in perturbation.perturb(list, source: &source).replacements {
            all += 1
            let original = homophones.count(of: one.original)
            if original > 100 * homophones.count(of: one.replacement) { rare += 1 }
            if Self.isComplained(one) { complained += 1 }
            pairs["\(one.original) → \(one.replacement)", default: 0] += 1
          }
          guard strength == 1, scope == .oneBest else { continue }
          words += list[0].text.split(separator: " ").count
          changed += perturbation.places(in: list[0].text).count
        }
      }
    }
    func share(_ count: Int, of total: Int) -> String {
      "\(Self.rounded(100 * Double(count) / Double(max(total, 1)))) %"
    }
    print(
      "\(corpus.name): \(plausibility.rawValue) draws \(all) substitutions; "
        + "\(share(rare, of: all)) a hundred times rarer; \(share(complained, of: all)) of the classes "
        + "that people complained of; \(share(changed, of: words)) of words can change")
    let common = pairs.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(12)
    print("  " + common.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
  }

  private static func normalized(_ list: NBestList) -> NBestList {
    NBestList(
      list.hypotheses.prefix(20).map {
        Hypothesis(text: TextNormalizer.standard.normalize($0.text), costs: $0.costs)
      })
  }

  private static func isComplained(_ one: Replacement) -> Bool {
    if complaints[one.original]?.contains(one.replacement) == true { return true }
    if one.replacement.utf8.count == 1, one.replacement != "a", one.replacement != "i" {
      return true
    }
    let bare = { (word: String) in word.filter { $0 != "'" } }
    return one.replacement.hasSuffix("'") || bare(one.original) == bare(one.replacement)
  }

  /// The mean with the 2.5th and 97.5th percentile of 2,000 means of resampled utterances.
  private static func interval(
    _ values: [(utterance: Int, value: Double)]
  ) -> (low: Double, mean: Double, high: Double) {
    let groups = Dictionary(grouping: values, by: \.utterance).sorted { $0.key < $1.key }
      .map { $0.value.map(\.value) }
    func mean(_ groups: [[Double]]) -> Double {
      let all = groups.flatMap { $0 }
      return all.reduce(0, +) / Double(all.count)
    }
    var random = SplitMix64(seed: 1)
    let means = (0..<2_000).map { _ in
      mean(groups.indices.map { _ in groups[Int(random.below(UInt64(groups.count)))] })
    }.sorted()
    return (means[49], mean(groups), means[1_949])
  }

  private static func rounded(_ value: Double) -> String { String(format: "%.2f", value) }
}
