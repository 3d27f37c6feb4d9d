/// Distances between phones, by how they are articulated.
///
/// A substitution costs at most 1 and at least 0.1. Of consonants: 0.3 if the voicing differs, 0.3
/// if the manner does, 0.1 for each step of place from the lips back, at most 0.4. Of vowels: 0.15
/// for each step of height or backness, averaged over start and end, and 0.1 if the rounding
/// differs. Replacing a consonant by a vowel costs 1, and so does replacing any phone whose
/// articulation is unknown. Inserting or deleting a consonant costs 0.6, a vowel 0.8, an unknown
/// phone 1. Replacing, inserting or deleting a tone costs 0.2.
///
/// So /p/ and /b/ (0.3) are nearer to each other than /p/ and /iː/ (1). The weights are a simple
/// scale of our own. Stress plays no part unless it is kept: then the same vowel with another
/// stress costs 0.1.
public struct PhoneDistances: Sendable {
  private let count: Int
  private let substitutions: [Double]
  private let gaps: [Double]

  /// Computes the distances between the phones of an inventory.
  ///
  /// - Parameters:
  ///   - inventory: the phones.
  ///   - stress: whether stress distinguishes phones.
  public init(_ inventory: PhoneInventory, stress: Stress = .ignored) {
    count = inventory.count
    let features = inventory.features
    gaps = features.map { features in
      switch features {
      case .vowel: 0.8
      case .consonant: 0.6
      case .tone: 0.2
      case nil: 1
      }
    }
    var substitutions: [Double] = []
    for (first, firstFeatures) in features.enumerated() {
      for (second, secondFeatures) in features.enumerated() {
        if inventory.stressless[first] == inventory.stressless[second] {
          substitutions.append(first == second || stress == .ignored ? 0 : 0.1)
        } else {
          substitutions.append(Self.distance(firstFeatures, secondFeatures))
        }
      }
    }
    self.substitutions = substitutions
  }

  /// The cost of hearing one phone for the other.
  ///
  /// - Precondition: both phones belong to the inventory.
  public func substitution(_ first: Phone, _ second: Phone) -> Double {
    substitutions[Int(first.code) * count + Int(second.code)]
  }

  /// The cost of hearing a phone that was not said, or of missing one that was.
  ///
  /// - Precondition: the phone belongs to the inventory.
  public func gap(_ phone: Phone) -> Double {
    gaps[Int(phone.code)]
  }

  private static func distance(_ first: PhoneFeatures?, _ second: PhoneFeatures?) -> Double {
    switch (first, second) {
    case (
      .consonant(let firstVoiced, let firstPlace, let firstManner),
      .consonant(let secondVoiced, let secondPlace, let secondManner)
    ):
      let steps = min(abs(firstPlace.rawValue - secondPlace.rawValue), 4)
      let tenths =
        (firstVoiced == secondVoiced ? 0 : 3) + (firstManner == secondManner ? 0 : 3) + steps
      return Double(max(tenths, 1)) / 10
    case (
      .vowel(
        let firstHeight, let firstBackness, let firstEnd, let firstEndBackness, let firstRound),
      .vowel(
        let secondHeight, let secondBackness, let secondEnd, let secondEndBackness, let secondRound)
    ):
      let halfSteps =
        abs(firstHeight - secondHeight) + abs(firstBackness - secondBackness)
        + abs(firstEnd - secondEnd) + abs(firstEndBackness - secondEndBackness)
      let hundredths = Double(halfSteps) * 3.75 + (firstRound == secondRound ? 0 : 10)
      return min(max(hundredths, 10), 100) / 100
    case (.tone, .tone):
      return 0.2
    case (.consonant, _), (.vowel, _), (.tone, _), (nil, _):
      return 1
    }
  }
}
