import Artifacts
public import Transcripts

/// A second-pass model: the plug-in point for every rescorer that Mondegreen examines.
///
/// A conforming type gives each hypothesis of each list a *cost*, a negative log-likelihood in nats
/// or anything that orders like one: **lower is better**. Mondegreen interpolates it with the first
/// pass's costs (``Interpolation``) and selects.
///
/// The harness calls ``costs(for:)`` with as many lists as it has at hand; a model that batches
/// well should make one batch of them. A well-behaved model gives a hypothesis the same cost in any
/// batch; the harness checks just that, so nothing here demands it. Calls may come from several
/// threads.
public protocol RescoringModel: Sendable {
  /// The identity of the model, for reports and fixtures.
  var identity: ModelIdentity { get }

  /// Whether a hypothesis's cost follows from its text alone.
  ///
  /// True for most language models; then the harness asks for each distinct text once and remembers
  /// the answer. A model that looks at first-pass costs, ranks or neighboring hypotheses keeps the
  /// default, false, and is asked for every list. The properties that check invariances never rely
  /// on it.
  var scoresEachTextAlone: Bool { get }

  /// How many previous utterances of the same recording the model looks at, if it looks at where a list stands in
  /// its corpus (`NBestList.context`); nil, the default, if it does not.
  ///
  /// Lists then come with their context, with as many previous utterances or more: another model may have asked
  /// for them. Such a model doesn't score texts alone (``scoresEachTextAlone``). Lists that are made up have no
  /// context. 0 asks for ids and places only.
  var previousUtterances: Int? { get }

  /// Whether a call ends in time by the model's own doing, with an error; false, the default, for most. Checks
  /// limit the time of other models' calls.
  var limitsItself: Bool { get }

  /// Second-pass costs, one array per list, one cost per hypothesis, in order.
  ///
  /// - Throws: ``RescoringError`` when the model can't answer. A conforming type never returns NaN
  ///   or infinity: the harness treats that as a failure of the model.
  func costs(for lists: [NBestList]) throws(RescoringError) -> [[Double]]

  /// The part of a text that decides its cost, if the model reads no further; nil, the default, if it reads
  /// the whole.
  ///
  /// Two texts of which the model reads the same part have the same part here. How a part is written is the
  /// model's own affair. The harness counts texts that are cut, and does not ask a model to tell apart what
  /// it reads alike.
  func readPart(of text: String) -> String?

  /// The same model once more, with nothing that this one remembers: for a program of its own, another
  /// process. The same one each time it is asked for. Nil, the default, where that can't be had.
  ///
  /// - Throws: ``RescoringError`` when it can't be started.
  func anotherInstance() throws(RescoringError) -> (any RescoringModel)?
}

extension RescoringModel {
  public var scoresEachTextAlone: Bool { false }
  public var previousUtterances: Int? { nil }
  public var limitsItself: Bool { false }
  public func readPart(of text: String) -> String? { nil }
  public func anotherInstance() throws(RescoringError) -> (any RescoringModel)? { nil }
}

/// The name, kind and digest by which reports and fixtures refer to a model.
public struct ModelIdentity: Hashable, Sendable, Codable {
  /// A short unique name: "lora", "full-fine-tune".
  public let name: String
  /// How it was made, in a few words: "LoRA rank 8 on query and value".
  public let summary: String
  /// The digest of the weights, or of whatever else decides the costs.
  public let digest: Digest

  public init(name: String, summary: String, digest: Digest) {
    self.name = name
    self.summary = summary
    self.digest = digest
  }
}
