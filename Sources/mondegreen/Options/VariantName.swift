import ArgumentParser

/// What `train` trains.
enum VariantName: String, ExpressibleByArgument, CaseIterable {
  case full
  case head
  case bitfit
  case lora
  case lorb
  case pissa
  case dora
  case vera
  case adalora
  case bottleneck
  case prefix

  /// Layers targeted unless told otherwise; none where nothing is targeted.
  var targets: [String] {
    switch self {
    case .full, .head, .bitfit: []
    case .lora, .lorb, .pissa, .dora, .vera, .adalora: ["query", "value"]
    case .bottleneck: ["output.dense"]
    case .prefix: ["key", "value"]
    }
  }
}

/// `PATTERN=RANK`: another rank for some layers.
struct LayerRank: ExpressibleByArgument {
  let pattern: String
  let rank: Int

  init?(argument: String) {
    let parts = argument.split(separator: "=", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, let rank = Int(parts[1]), rank >= 1 else {
      return nil
    }
    pattern = String(parts[0])
    self.rank = rank
  }
}
