extension ParameterStore {
  /// A weight's part of the adapter.
  ///
  /// - Precondition: the adapter added it.
  public func part(_ part: String, of weight: ParameterID) -> ParameterID {
    guard let id = id(named: parameter(weight).name + "." + part) else {
      preconditionFailure("\(parameter(weight).name) has no part \(part)")
    }
    return id
  }

  /// A part of the adapter that several weights share.
  ///
  /// - Precondition: the adapter added it.
  public func sharedPart(_ part: String) -> ParameterID {
    guard let id = id(named: part), parameter(id).isPart else {
      preconditionFailure("the adapter has no shared part \(part)")
    }
    return id
  }

  /// The weight that the model computes with: the parameter itself, or what the adapter makes of it.
  public func effectiveWeight(_ id: ParameterID) -> Tensor {
    guard isAdapted(id), let adapter else { return self[id] }
    return adapter.effectiveWeight(id, in: self)
  }

  /// Rows of the table that the model looks tokens up in, `[tokens, width]`.
  ///
  /// - Precondition: every token is a row of the table.
  func effectiveRows(_ tokens: [Int32], ofTable table: ParameterID) -> Tensor {
    guard isAdapted(table), let adapter else { return self[table].rows(tokens) }
    return adapter.effectiveRows(tokens, ofTable: table, in: self)
  }

  /// A store without the adapter whose weights are the effective ones; its outputs are the same
  /// bits. This store stays as it is, so there is nothing to unmerge.
  ///
  /// The adapter's parameters are gone, so identifiers of this store are not valid there; names are.
  ///
  /// - Precondition: the adapter ``Adapter/canMerge``, if there is one.
  public func merged() -> ParameterStore {
    precondition(adapter?.canMerge ?? true, "this adapter is more than other weights")
    var merged = ParameterStore()
    for id in ids where !parameter(id).isPart {
      let parameter = parameter(id)
      merged.add(
        parameter.name, effectiveWeight(id), trainable: parameter.isTrainable,
        decays: parameter.decays, isTable: parameter.isTable)
    }
    return merged
  }

  /// How many rows the adapter prepends to each sequence in attention; 0 without prefixes.
  public var prefixLength: Int {
    guard let adapter else { return 0 }
    return adaptedWeights.lazy.compactMap { adapter.prefix(of: $0, in: self) }.first
      .map { self[$0].rows } ?? 0
  }

  /// Gives the adapter its turn after an optimizer step, for instance to prune ranks.
  ///
  /// - Returns: parameters that were made anew, whose moments the optimizer forgets.
  public mutating func finishStep(_ step: FinishedStep) -> [ParameterID] {
    guard let adapter else { return [] }
    return adapter.finishStep(step, in: &self)
  }

  /// The adapter's penalty; its gradient is added to `gradients`.
  public func addRegularization(into gradients: inout GradientBuffer) -> Double {
    adapter?.addRegularization(in: self, into: &gradients) ?? 0
  }

  /// How many values of the adapter train, and how many the model had before it.
  public var adapterShare: (trainable: Int, pretrained: Int) {
    var share = (trainable: 0, pretrained: 0)
    for parameter in parameters {
      if !parameter.isPart {
        share.pretrained += parameter.value.count
      } else if parameter.isTrainable {
        share.trainable += parameter.value.count
      }
    }
    return share
  }
}
