import Artifacts
public import Lexicons
public import Perturbations
import PropertyTesting
public import Rescoring
import Robustness
public import Testing
public import Transcripts

/// A trait that sets one thing about the robustness gates in a test or a suite: the inner one wins.
///
/// ```swift
/// @Suite(.corpus(try BundledCorpus.messagingTest.read()), .lexicon(try BundledLexicon.homophones()))
/// struct `My rescorer` {
///   @Test(.model(MyModel()), .cases(50), .seed(7))
///   func `is robust`() throws { try expectRobust(allowing: 0.05) }
/// }
/// ```
///
/// Corpora, lexicons and models are made when the first test needs them, and once for all tests
/// under the trait.
public struct RobustnessSetting: TestTrait, SuiteTrait, TestScoping {
  private let change: @Sendable (inout GateSettings) throws -> Void

  fileprivate init(_ change: @escaping @Sendable (inout GateSettings) throws -> Void) {
    self.change = change
  }

  /// Whether the tests within a suite get the setting: they do.
  public var isRecursive: Bool { true }

  @concurrent
  public func provideScope(
    for test: Test, testCase: Test.Case?,
    performing function: @Sendable @concurrent () async throws -> Void
  ) async throws {
    try await GateSettings.$current.withChanged(change, performing: function)
  }
}

extension Trait where Self == RobustnessSetting {
  /// Everything random in the gate follows from `seed`.
  public static func seed(_ seed: UInt64) -> Self {
    RobustnessSetting { $0.seed = seed }
  }

  /// Each property examines `count` cases, several draws of each utterance where the corpus has fewer.
  public static func cases(_ count: Int) -> Self {
    precondition(count > 0, "a gate examines at least one case")
    return RobustnessSetting { $0.cases = count }
  }

  /// Shrinking ends after `time` with the smallest lists found so far, and says so.
  ///
  /// Whether the gate fails does not depend on it. For the test as a whole there is `.timeLimit`.
  public static func shrinkingTime(_ time: Duration) -> Self {
    RobustnessSetting { $0.shrinkingTime = time }
  }

  /// A call of the model that takes longer than `limit` (60 seconds unless this trait says otherwise) fails
  /// the case it is about, and the others are judged on.
  ///
  /// It holds for calls about up to 64 texts; longer ones have as many times the limit. A `ProcessModel` has the
  /// limit that it was started with instead.
  public static func modelTimeLimit(_ limit: Duration) -> Self {
    precondition(limit > .zero, "a model needs some time")
    return RobustnessSetting { $0.modelTimeLimit = limit }
  }

  /// The model to check, with the weights that it is used with.
  ///
  /// - Parameters:
  ///   - model: makes the model when the first test needs it.
  ///   - weights: nil tunes them, as `mondegreen check` does, on the lists of ``tuning(on:)``, or else on every
  ///     other utterance of the corpus, and judges on the others; fewer than 40 utterances serve for both, which
  ///     makes its figures a little too good.
  public static func model(
    _ model: @autoclosure @escaping @Sendable () throws -> any RescoringModel,
    weights: Interpolation? = nil
  ) -> Self {
    let model = MadeOnce(model)
    return RobustnessSetting {
      $0.model = try model.value()
      $0.weights = weights
    }
  }

  /// The development lists on which weights are tuned, where the model comes without: best others than those
  /// of the corpus.
  public static func tuning(
    on corpus: @autoclosure @escaping @Sendable () throws -> Corpus
  ) -> Self {
    let corpus = MadeOnce(corpus)
    return RobustnessSetting { $0.tuning = try corpus.value() }
  }

  /// The corpus whose lists are perturbed.
  public static func corpus(
    _ corpus: @autoclosure @escaping @Sendable () throws -> Corpus
  ) -> Self {
    let corpus = MadeOnce(corpus)
    return RobustnessSetting { $0.corpus = try corpus.value() }
  }

  /// The lexicon that homophones come from.
  public static func lexicon(
    _ lexicon: @autoclosure @escaping @Sendable () throws -> HomophoneIndex
  ) -> Self {
    let lexicon = MadeOnce(lexicon)
    return RobustnessSetting { $0.lexicon = try lexicon.value() }
  }

  /// The first pass's language model, or one like it: homophones are drawn by the words around them.
  ///
  /// `BundledLexicon.languageModel()` is one of general English. A later ``perturbation(_:)`` may set
  /// another plausibility.
  public static func firstPassLanguageModel(
    _ model: @autoclosure @escaping @Sendable () throws -> any LanguageModel
  ) -> Self {
    let model = MadeOnce(model)
    return RobustnessSetting {
      $0.languageModel = try model.value()
      $0.perturbation.plausibility = .context
    }
  }

  /// What says words of the corpus that the lexicon lacks, so that they are perturbed, too; without it they are
  /// left alone.
  ///
  /// `BundledLexicon.pronunciationModel()` is the one of the bundled lexicon.
  public static func pronunciations(
    _ model: @autoclosure @escaping @Sendable () throws -> PronunciationModel
  ) -> Self {
    let model = MadeOnce(model)
    return RobustnessSetting { $0.pronunciations = try model.value() }
  }

  /// What is known of the language of the texts; English unless it is set.
  ///
  /// `BundledLexicon.languagePack("de")` is the pack of German.
  public static func language(
    _ pack: @autoclosure @escaping @Sendable () throws -> LanguagePack
  ) -> Self {
    let pack = MadeOnce(pack)
    return RobustnessSetting { $0.language = LanguageWords(try pack.value()) }
  }

  /// What perturbations of the test's lexicon have in common: candidates, frequencies, pronunciations.
  ///
  /// - Parameter change: sets what differs from `PerturbationSettings`'s defaults.
  public static func perturbation(
    _ change: @escaping @Sendable (inout PerturbationSettings) -> Void
  ) -> Self {
    RobustnessSetting { change(&$0.perturbation) }
  }

  /// Judges one case instead of drawing any: the line that a failure prints.
  ///
  /// - Parameters:
  ///   - property: its id.
  ///   - utterance: the utterance's id in the corpus.
  ///   - perturbation: the choices by which the list was perturbed.
  ///   - reduction: the choices by which it was cut down.
  public static func replay(
    _ property: @autoclosure @escaping @Sendable () throws -> String,
    of utterance: @autoclosure @escaping @Sendable () throws -> String,
    _ perturbation: @autoclosure @escaping @Sendable () throws -> String,
    _ reduction: @autoclosure @escaping @Sendable () throws -> String
  ) -> Self {
    RobustnessSetting {
      $0.replay = ReplayLine(
        property: try property(), utterance: try utterance(),
        perturbation: try ChoiceSequence(text: try perturbation()),
        reduction: try ChoiceSequence(text: try reduction()))
    }
  }
}

/// A value that is made at first use, and the same one ever after.
private final class MadeOnce<Value: Sendable>: Sendable {
  private let make: @Sendable () throws -> Value
  private let made = Lock<Value?>(nil)

  init(_ make: @escaping @Sendable () throws -> Value) {
    self.make = make
  }

  func value() throws -> Value {
    try made.withLock { made in
      if let made { return made }
      let value = try make()
      made = value
      return value
    }
  }
}
