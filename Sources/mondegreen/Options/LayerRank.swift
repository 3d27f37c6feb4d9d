import ArgumentParser

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
