extension Utterance {
  /// - Throws: ``CorpusError/inexpressible(format:id:reason:)`` when a number is NaN or infinite: no
  ///   format has a way to write that.
  func requireFiniteNumbers(format: String) throws(CorpusError) {
    let costs = nBest.hypotheses.flatMap { [$0.costs.total, $0.costs.acoustic, $0.costs.language] }
    let numbers = orderedFields.map { field in
      if case .number(let number) = field.value { number } else { nil as Double? }
    }
    for number in costs + numbers {
      if let number, !number.isFinite {
        throw .inexpressible(
          format: format, id: id, reason: "expected finite numbers, found \(number)")
      }
    }
  }
}

extension Double {
  /// The shortest decimal that reads back as the same double.
  var shortestDecimal: String {
    let text = "\(self)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
