package import Robustness

/// What was drawn again or left out to learn how uncertain a corpus's figures are.
public struct ResamplingRecord: Hashable, Sendable, Codable {
  /// How intervals and p were found.
  public enum Method: String, Hashable, Sendable, Codable, CaseIterable {
    /// The method for 20 units or more: BCa bootstrap for figures, jackknife for differences and p-values.
    case bootstrap
    /// 3 to 19 units: delete-one jackknife with Student's t for everything.
    case jackknife
    /// Fewer than 3 units: no intervals.
    case none
  }

  /// The field of the corpus whose values are the clusters, such as "voice"; nil for utterances.
  public let cluster: String?
  /// How many utterances, clusters or groups of them are drawn or left out.
  public let units: Int
  /// How many utterances or clusters there are, where they were put into ``units`` random groups because they
  /// are so many; nil where each is a unit.
  public let grouped: Int?
  public let method: Method
  /// Resamples of the bootstrap; nil for other methods.
  public let resamples: Int?

  package init(_ resampling: Resampling, cluster: String?) {
    self.cluster = cluster
    units = resampling.units
    grouped = resampling.grouped
    switch resampling.method {
    case .bootstrap(let count): (method, resamples) = (.bootstrap, count)
    case .jackknife: (method, resamples) = (.jackknife, nil)
    case .none: (method, resamples) = (.none, nil)
    }
  }
}
