import ArgumentParser

/// Whole numbers from 1 with commas between them: "1,5,20".
struct CountList: ExpressibleByArgument {
  let counts: [Int]

  init(_ counts: [Int]) {
    self.counts = counts
  }

  init?(argument: String) {
    var counts: [Int] = []
    for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
      guard let count = Int(part), count >= 1 else { return nil }
      counts.append(count)
    }
    self.counts = counts
  }

  var defaultValueDescription: String { counts.map(String.init).joined(separator: ",") }
}
