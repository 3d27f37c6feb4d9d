import Artifacts
import BundledLexicons
package import Lexicons
package import Perturbations
package import Transcripts

/// A list with something in it for every kind of perturbation, and CMUdict to perturb it with.
package enum SpokenWorld {
  package static let lexicon = try! BundledLexicon.read()
  package static let frequencies = try! BundledLexicon.readFrequencies()
  package static let homophones = HomophoneIndex(lexicon, frequencies: frequencies)

  package static let list = SmallWorld.list(
    "we're here with ice cream and twenty three colours for my neighbour",
    "we're hear with ice cream and twenty three colours for my neighbour",
    "were here with an ice cream and twenty free colours for my neighbour",
    "here with ice creams café and two colours", "ice cream for my neighbour we're fine")

  package static let reference =
    "we're here with ice cream and twenty three colours for my neighbour"

  package static let utterances = (0..<12).map { index in
    Utterance(id: "u-\(index)", reference: reference, nBest: list)
  }

  package static let corpus = Corpus(
    name: "spoken", digest: .sha256(of: "spoken"), utterances: utterances)

  package static let model = ConfusionModel(learnedFrom: corpus, lexicon: lexicon)

  package static let kit = kit { _ in }

  package static func kit(_ change: (inout PerturbationSettings) -> Void) -> PerturbationKit {
    var settings = PerturbationSettings()
    settings.minimumFrequency = 5
    settings.spellings = .included
    change(&settings)
    return PerturbationKit(homophones, confusions: model, settings: settings)
  }
}
