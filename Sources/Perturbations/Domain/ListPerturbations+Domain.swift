public import Transcripts

extension Unperturbed {
  public func domain(of perturbed: PerturbedList, from clean: NBestList) -> DomainVerdict {
    verdict(on: perturbed, from: clean) { list throws(OutsideDomain) in
      try list.expectOrderKept()
      try list.expectHypothesesKept()
    }
  }
}

extension NBestReordering {
  public func domain(of perturbed: PerturbedList, from clean: NBestList) -> DomainVerdict {
    verdict(on: perturbed, from: clean) { list throws(OutsideDomain) in
      try list.expectOrder(
        list.order.sorted() == Array(0..<clean.count), "keeps each hypothesis once")
      try list.expectHypothesesKept()
    }
  }
}

extension NBestTruncation {
  public func domain(of perturbed: PerturbedList, from clean: NBestList) -> DomainVerdict {
    verdict(on: perturbed, from: clean) { list throws(OutsideDomain) in
      let isCut = list.order == Array(0..<list.order.count)
      try list.expectOrder(
        isCut && list.order.count <= limit ?? .max,
        "keeps the first \(limit.map { "\($0) " } ?? "")hypotheses")
      try list.expectHypothesesKept()
    }
  }
}

extension HypothesisDuplication {
  public func domain(of perturbed: PerturbedList, from clean: NBestList) -> DomainVerdict {
    verdict(on: perturbed, from: clean) { list throws(OutsideDomain) in
      let hasCopy = list.order.indices.contains { place in
        var rest = list.order
        rest.remove(at: place)
        return rest == Array(0..<clean.count)
      }
      try list.expectOrder(
        list.isInOrder || hasCopy, "keeps the order and adds a second copy of one hypothesis")
      try list.expectHypothesesKept()
    }
  }
}

extension ClosestDrop {
  public func domain(of perturbed: PerturbedList, from clean: NBestList) -> DomainVerdict {
    verdict(on: perturbed, from: clean) { list throws(OutsideDomain) in
      try list.expectOrder(
        zip(list.order, list.order.dropFirst()).allSatisfy(<),
        "drops hypotheses and keeps the others' order")
      try list.expectHypothesesKept()
    }
  }
}

extension CostSwap {
  public func domain(of perturbed: PerturbedList, from clean: NBestList) -> DomainVerdict {
    verdict(on: perturbed, from: clean) { list throws(OutsideDomain) in
      try list.expectOrderKept()
      try list.expectTextsKept()
      let moved = clean.hypotheses.indices.filter {
        perturbed.list[$0].costs != clean[$0].costs
      }
      // Of a single one the partner was dropped, or has its own costs back.
      guard let first = moved.first, let last = moved.last, moved.count > 1 else { return }
      try list.expectCosts(moved.count == 2, of: last)
      try list.expectCosts(perturbed.list[first].costs == clean[last].costs, of: first)
      try list.expectCosts(perturbed.list[last].costs == clean[first].costs, of: last)
    }
  }
}

extension ScoreNoise {
  /// The largest amount of noise that ``perturb(_:source:)`` draws.
  private var most: Double { max(abs(noise(at: 1)), abs(noise(at: -1))) }

  public func domain(of perturbed: PerturbedList, from clean: NBestList) -> DomainVerdict {
    verdict(on: perturbed, from: clean) { list throws(OutsideDomain) in
      try list.expectOrderKept()
      try list.expectTextsKept()
      for rank in list.order {
        try list.expectCosts(
          mayMove(clean[rank].costs, to: perturbed.list[rank].costs), of: rank)
      }
    }
  }

  /// Whether the total and the acoustic cost moved by the same noise, up to rounding.
  private func mayMove(_ clean: FirstPassCosts, to noisy: FirstPassCosts) -> Bool {
    let noise = noisy.total - clean.total
    let size = max(abs(clean.total), abs(noisy.total), abs(clean.acoustic ?? 0), 1)
    let rounding = size * 1e-9
    guard noisy.language == clean.language, abs(noise) <= most + rounding else { return false }
    switch (clean.acoustic, noisy.acoustic) {
    case (nil, nil): return true
    case (let old?, let new?): return abs(new - old - noise) <= rounding
    default: return false
    }
  }
}

extension TextFormChange {
  public func domain(of perturbed: PerturbedList, from clean: NBestList) -> DomainVerdict {
    verdict(on: perturbed, from: clean) { list throws(OutsideDomain) in
      try list.expectOrderKept()
      let changed = try list.explainedTexts().map { $0.filter(\.isChanged) }
      // One form for the whole list: those that explain all words so far.
      var forms = forms
      for (place, segments) in changed.enumerated() {
        for segment in segments {
          forms.removeAll { form in
            !form.outcomes(of: segment.original).contains {
              $0.isSameCodePoints(as: segment.replacement)
            }
          }
        }
        if forms.isEmpty { try list.expectTextKept(place, place) }
      }
      try list.expectCostsKept()
    }
  }
}

extension CopyInsertion {
  public var unlimited: any Perturbation { base.unlimited }

  public func domain(of perturbed: PerturbedList, from clean: NBestList) -> DomainVerdict {
    let list = ListInspection(perturbed, from: clean, by: id)
    if list.isInOrder {
      return DomainVerdict { () throws(OutsideDomain) in
        try list.expectHypothesesKept()
      }
    }
    // The copy stands beside the one that it was made of.
    let twins = zip(list.order, list.order.dropFirst()).enumerated().first { $1.0 == $1.1 }
    let place = twins.map { placement == .above ? $0.offset : $0.offset + 1 }
    let verdict = DomainVerdict { () throws(OutsideDomain) in
      var rest = list.order
      if let place { rest.remove(at: place) }
      try list.expectOrder(
        rest == Array(0..<clean.count),
        "keeps the order and adds one hypothesis \(placement.rawValue) the one it is a copy of")
      if let one = perturbed.replacements.first(where: { replacement in
        place.map { list.order[$0] } != replacement.hypothesis
      }) {
        throw OutsideDomain(
          reason: "a replacement of \"\(one.original)\" is recorded in a hypothesis without a copy")
      }
      for (other, rank) in list.order.enumerated() where other != place {
        try list.expectTextKept(other, rank)
        try list.expectCosts(perturbed.list[other].costs == clean[rank].costs, of: other)
      }
    }
    guard verdict == .inside, let place else { return verdict }
    let chosen = list.order[place]
    let copy = PerturbedList(
      NBestList([perturbed.list[place]]),
      replacements: perturbed.replacements.map {
        Replacement(
          hypothesis: 0, position: $0.position, original: $0.original,
          replacement: $0.replacement)
      })
    return base.domain(of: copy, from: NBestList([clean[chosen]]))
  }
}
