public import Perturbations
public import Testing

/// A trait that judges budgets of the model under test once the test's own body has run.
///
/// ```swift
/// @Test(
///   .model(MyModel()), .corpus(try BundledCorpus.messagingTest.read()),
///   .lexicon(try BundledLexicon.homophones()),
///   .budget(.wer(atMost: 0.22), .notWorse(than: .firstPass, byPoints: 0.2)))
/// func `my rescorer keeps its budget`() {}
/// ```
///
/// Each budget that is missed, or that the data cannot decide, is an issue, as with
/// ``expectWithinBudget(allowingUndecided:sourceLocation:_:)``. Model, corpus and lexicon come from a suite
/// around the test, or from traits that stand before this one.
public struct BudgetTrait: TestTrait, TestScoping {
  let budgets: @Sendable (PerturbationKit) throws -> [Budget]
  let isUndecidedAllowed: Bool
  let sourceLocation: SourceLocation

  @concurrent
  public func provideScope(
    for test: Test, testCase: Test.Case?,
    performing function: @Sendable @concurrent () async throws -> Void
  ) async throws {
    try await function()
    try expectWithinBudget(
      allowingUndecided: isUndecidedAllowed, sourceLocation: sourceLocation, budgets)
  }
}

extension Trait where Self == BudgetTrait {
  /// Judges budgets of the clean lists, or of perturbations made elsewhere.
  public static func budget(
    _ budgets: Budget..., allowingUndecided isUndecidedAllowed: Bool = false,
    sourceLocation: SourceLocation = #_sourceLocation
  ) -> Self {
    precondition(!budgets.isEmpty, "a trait without a budget would pass every model")
    return BudgetTrait(
      budgets: { _ in budgets }, isUndecidedAllowed: isUndecidedAllowed,
      sourceLocation: sourceLocation)
  }

  /// Judges budgets under perturbations of the test's lexicon and settings.
  ///
  /// - Parameters:
  ///   - isUndecidedAllowed: whether budgets that the data cannot decide pass.
  ///   - sourceLocation: where issues are recorded.
  ///   - budgets: made from the kit of the test's lexicon and settings.
  public static func budget(
    allowingUndecided isUndecidedAllowed: Bool = false,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ budgets: @escaping @Sendable (PerturbationKit) throws -> [Budget]
  ) -> Self {
    BudgetTrait(
      budgets: budgets, isUndecidedAllowed: isUndecidedAllowed, sourceLocation: sourceLocation)
  }
}
