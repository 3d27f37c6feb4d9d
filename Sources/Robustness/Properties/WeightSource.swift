public import Rescoring

/// The origin of a second pass's weights, without which nobody can tell what they mean on other lists.
public struct WeightSource: Hashable, Sendable, Codable {
  /// The way in which the weights were found.
  public enum Origin: String, Hashable, Sendable, Codable {
    /// The model brings them.
    case model
    /// The weights were tuned for this run.
    case tuned
  }

  public let origin: Origin
  /// The development lists; nil where the model does not say.
  public let tunedOn: TuningSource?
  /// The corpus to whose costs they were rescaled; nil where they are used as they were tuned.
  public let rescaledTo: String?
  /// What a reader should know of them, a sentence each.
  public let notices: [String]

  public init(
    origin: Origin, tunedOn: TuningSource?, rescaledTo: String? = nil, notices: [String] = []
  ) {
    self.origin = origin
    self.tunedOn = tunedOn
    self.rescaledTo = rescaledTo
    self.notices = notices
  }
}
