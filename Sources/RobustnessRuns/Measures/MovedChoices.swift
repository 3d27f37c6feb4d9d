public import Robustness

/// What moving away from the clean choice was worth, under one perturbation and counted one way.
///
/// *Staying* is selecting the clean choice in its perturbed form. A choice moved if the selected
/// perturbed text is another. Where a perturbation removed the clean choice, nobody can stay: those
/// lists are left out and counted.
public struct MovedChoices: Hashable, Sendable, Codable {
  /// Lists times draws in which staying was possible.
  public let compared: Int
  /// Lists times draws in which the perturbation removed the clean choice.
  public let leftOut: Int
  /// The number of compared lists whose selected text moved.
  public let moved: Int
  /// Share of the moved that made more errors than staying.
  public let harm: Figure
  /// Share of the moved that made fewer errors than staying.
  public let rescue: Figure
  /// `(errors − errors of staying) / reference words` of the compared lists and draws, a difference
  /// of WERs: below 0, moving was right.
  public let netAddedErrors: Figure

  package init(
    compared: Int, leftOut: Int, moved: Int, harm: Figure, rescue: Figure, netAddedErrors: Figure
  ) {
    self.compared = compared
    self.leftOut = leftOut
    self.moved = moved
    self.harm = harm
    self.rescue = rescue
    self.netAddedErrors = netAddedErrors
  }
}
