/// The difference between the means of two recipes over their training seeds, on the same utterances.
///
/// Its variance has three parts: what other utterances would change, by the jackknife of the paired difference,
/// and what other seeds would change of each mean (see ``SeedMean``, whose interval this is for two groups).
public struct SeedDifference: Hashable, Sendable, Codable {
  /// The first mean minus the second, with its interval, or the reason why it has none.
  public let difference: Figure
  /// Two-sided p of Student's t; nil where there is no interval.
  public let p: Double?

  package init(difference: Figure, p: Double?) {
    self.difference = difference
    self.p = p
  }

  /// - Parameters:
  ///   - first: figures of each of its seeds, at least two.
  ///   - second: those of the other group, on the same utterances.
  package init(
    between first: [ChoiceMeasures.Outcome], and second: [ChoiceMeasures.Outcome],
    _ resampling: Resampling
  ) {
    let spreads: (SeedSpread, SeedSpread)
    do {
      spreads = (try SeedSpread(of: first, resampling), try SeedSpread(of: second, resampling))
    } catch {
      self.init(difference: .undefined(error), p: nil)
      return
    }
    let difference = spreads.0.mean - spreads.1.mean
    let value = difference.value
    switch SeedSpread.uncertainty(of: difference, over: [spreads.0, spreads.1], resampling) {
    case .unknown(let reason):
      self.init(difference: .estimate(Estimate(value: value, without: reason)), p: nil)
    case .known(let error):
      let reach = error.reach(resampling.confidence)
      self.init(
        difference: .estimate(
          Estimate(value: value, lower: value - reach, upper: value + reach, method: .seeds)),
        p: Probabilities.student(beyond: value / error.value, degrees: error.degrees))
    }
  }
}
