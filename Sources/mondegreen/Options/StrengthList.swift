import ArgumentParser
import Foundation
import Perturbations

/// Strengths with commas between them: "1,2,3" words, or "10%,25%" of the words.
struct StrengthList: ExpressibleByArgument {
  let strengths: [Strength]

  init(_ strengths: [Strength]) {
    self.strengths = strengths
  }

  init?(argument: String) {
    var strengths: [Strength] = []
    for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
      if part.hasSuffix("%") {
        guard let share = Double(part.dropLast()), share > 0, share <= 100 else { return nil }
        strengths.append(.share(share / 100))
      } else {
        guard let words = Int(part), words >= 1 else { return nil }
        strengths.append(.words(words))
      }
    }
    guard Set(strengths).count == strengths.count else { return nil }
    self.strengths = strengths
  }

  var defaultValueDescription: String {
    strengths.map { strength in
      switch strength {
      case .words(let words): "\(words)"
      case .share(let share): "\((share * 100).formatted())%"
      }
    }.joined(separator: ",")
  }
}
