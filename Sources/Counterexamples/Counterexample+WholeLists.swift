extension Counterexample {
  /// A failing case as the perturbation made it: what a recognizer's list looked like before shrinking.
  public struct WholeLists: Hashable, Sendable, Codable {
    /// The texts of the clean list, by rank.
    public let clean: [String]
    /// The texts of the perturbed list, in its order.
    public let perturbed: [String]
    /// For each perturbed hypothesis, the clean one that it corresponds to.
    public let correspondence: [Int]
    /// The hypothesis that the model selects from the clean list; nil if it gave no usable cost.
    public let cleanSelected: Int?
    public let perturbedSelected: Int?

    package init(
      clean: [String], perturbed: [String], correspondence: [Int], cleanSelected: Int?,
      perturbedSelected: Int?
    ) {
      self.clean = clean
      self.perturbed = perturbed
      self.correspondence = correspondence
      self.cleanSelected = cleanSelected
      self.perturbedSelected = perturbedSelected
    }

    /// The clean text that the perturbed hypothesis at `index` came from.
    package func cleanText(of index: Int) -> String? {
      guard correspondence.indices.contains(index), clean.indices.contains(correspondence[index])
      else { return nil }
      return clean[correspondence[index]]
    }

    /// Whether the perturbed hypothesis at `index` came from the one that the clean list's choice is.
    package func isCleanSelected(_ index: Int) -> Bool {
      cleanSelected != nil && correspondence.indices.contains(index)
        && correspondence[index] == cleanSelected
    }

    /// Whether the hypothesis at `index` is the choice from either list.
    package func isSelected(_ index: Int) -> Bool {
      isCleanSelected(index) || index == perturbedSelected
    }
  }
}
