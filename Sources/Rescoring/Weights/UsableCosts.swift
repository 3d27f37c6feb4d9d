public import Transcripts

/// A model's costs of development lists, with those lists left to the first pass of which it gives none that can
/// be used: a NaN somewhere must not keep a checker from saying so.
public struct UsableCosts: Hashable, Sendable {
  /// One array per list; of lists without usable costs all are 0.
  public let costs: [[Double]]
  /// What was wrong with the first such list; nil if all are usable.
  public let firstFault: RescoringError?
  /// How many lists have no usable costs.
  public let unusable: Int

  /// - Throws: ``RescoringError/failed(model:reason:)`` when the model stops answering.
  public init(of model: any RescoringModel, for lists: [NBestList]) throws(RescoringError) {
    do throws(RescoringError) {
      costs = try model.validatedCosts(for: lists)
      firstFault = nil
      unusable = 0
      return
    } catch {
      if case .failed = error { throw error }
    }
    var costs: [[Double]] = []
    var firstFault: RescoringError?
    var unusable = 0
    for list in lists {
      do throws(RescoringError) {
        costs += try model.validatedCosts(for: [list])
      } catch {
        if case .failed = error { throw error }
        firstFault = firstFault ?? error
        unusable += 1
        costs.append(Array(repeating: 0, count: list.count))
      }
    }
    self.costs = costs
    self.firstFault = firstFault
    self.unusable = unusable
  }

  /// A sentence for whoever reads the weights; nil if all costs are usable.
  public func notice(of corpus: String) -> String? {
    firstFault.map {
      "it gives no usable costs for \(unusable) list\(unusable == 1 ? "" : "s") of \(corpus), which "
        + "\(unusable == 1 ? "is" : "are") left to the first pass: \($0)"
    }
  }
}
